# Finds a Maven, or installs one, and runs it with our JDK.
# shellcheck shell=bash

maven_version=3.9.12
maven_sha512=0a1be79f02466533fc1a80abbef8796e4f737c46c6574ede5658b110899942a94db634477dfd3745501c80aef9aac0d4f841d38574373f7e2d24cce89d694f70
maven_central=https://repo.maven.apache.org/maven2

# Sets `maven_program`. Needs `java_home`.
need_maven() {
  local candidate
  for candidate in "$(command -v mvn || true)" "$(maven_folder)/bin/mvn"; do
    if is_maven "$candidate"; then
      maven_program=$candidate
      return
    fi
  done
  install_maven
}

# 3.8 or newer within Maven 3: what the plugins need.
is_maven() {
  local version
  [ -n "$1" ] && [ -x "$1" ] || return 1
  version=$(JAVA_HOME=$java_home "$1" -v 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9.]*\).*$/\1/p')
  case $version in
    3.[89].* | 3.[1-9][0-9].*) return 0 ;;
  esac
  return 1
}

# The archive is a tenth of what the Debian package brings along, which is a second Java.
install_maven() {
  local archive folder
  folder=$(maven_folder)
  archive=$folder.tar.gz
  mkdir -p "$(dirname "$folder")"
  with_lock "$folder.lock" 'download of Maven' unpack_maven "$archive" "$folder"
  maven_program=$folder/bin/mvn
}

unpack_maven() {
  local archive=$1 folder=$2 base=${FORKTAIL_MAVEN_CENTRAL:-$maven_central}
  if [ -x "$folder/bin/mvn" ]; then
    return
  fi
  fetch "Maven $maven_version" \
    "$base/org/apache/maven/apache-maven/$maven_version/apache-maven-$maven_version-bin.tar.gz" \
    512 "$maven_sha512" "$archive"
  rm -rf "$folder.unpacking"
  mkdir -p "$folder.unpacking"
  tar -xzf "$archive" -C "$folder.unpacking" --strip-components 1
  mv "$folder.unpacking" "$folder"
  rm -f "$archive"
  say "installed Maven $maven_version in $folder"
}

maven_folder() { printf '%s/maven-%s\n' "$(cache_folder)" "$maven_version"; }

# Runs Maven in the checkout. Without a home to write to, its repository is kept in our cache.
maven() {
  local repository=()
  if [ ! -d "${HOME:-/nonexistent}/.m2" ] && ! mkdir -p "${HOME:-/nonexistent}/.m2" 2>/dev/null; then
    repository=("-Dmaven.repo.local=$(cache_folder)/m2")
  fi
  (cd "$root" && JAVA_HOME=$java_home "$maven_program" -B ${repository[@]+"${repository[@]}"} "$@")
}

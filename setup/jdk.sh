# Finds a JDK 25, or installs one: sets `java_home`.
# shellcheck shell=bash

jdk_major=25
jdk_package=openjdk-25-jdk-headless

# The archive for systems whose packages have no JDK 25. Digests as published beside the archives; update all together.
temurin_version=25.0.4.1+1
# shellcheck disable=SC2034 # temurin_digest reads them by name
{
  temurin_linux_x64=dbb698396d478e7fa2b1e50f4103324b2a99b90569ee27c33f2261f9215cf41e
  temurin_linux_aarch64=69df11a02cfa3ef7d7ca645e03edce6778ec090e100f6ae2b42097865730ac52
  temurin_mac_x64=e6229d9504f7922053ab31821b9e6bee8761daf7b026a3476d1a027563009880
  temurin_mac_aarch64=61979887f7506a24a57439ff99adb8b3a7fc89977d9cfe3b8984f58a981b7b9d
}

need_jdk() {
  find_jdk && return
  install_jdk_package && find_jdk && return
  install_temurin
}

# Looks, without starting anything, where JDKs are kept; the caller's JAVA_HOME comes first.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" $(jdk_folders) "$(java_on_path)" "$(temurin_folder)"; do
    if is_jdk "$candidate"; then
      java_home=$candidate
      return 0
    fi
  done
  return 1
}

jdk_folders() {
  local home=${HOME:-/nonexistent}
  # shellcheck disable=SC2086 # patterns are meant to expand
  printf '%s\n' \
    /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/*jdk* /opt/*java*/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    "$home"/.sdkman/candidates/java/* "$home"/.jdks/* "$home"/.gradle/jdks/* \
    "$home"/.asdf/installs/java/* "$home"/.local/share/mise/installs/java/*
}

java_on_path() {
  local java
  java=$(command -v java) || return 0
  java=$(real_path "$java")
  dirname "$(dirname "$java")"
}

# A JDK has a compiler, and its `release` file tells the version.
is_jdk() {
  local line
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      "JAVA_VERSION=\"$jdk_major\"" | "JAVA_VERSION=\"$jdk_major."*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

real_path() {
  local path=$1 target
  while [ -L "$path" ]; do
    target=$(readlink "$path")
    case $target in
      /*) path=$target ;;
      *) path=$(dirname "$path")/$target ;;
    esac
  done
  printf '%s/%s\n' "$(cd "$(dirname "$path")" && pwd -P)" "$(basename "$path")"
}

install_jdk_package() {
  can_install_packages && package_known "$jdk_package" && install_packages "JDK $jdk_major" "$jdk_package"
}

install_temurin() {
  local archive folder url sum
  sum=$(temurin_digest)
  folder=$(temurin_folder)
  archive=$folder.tar.gz
  url=${FORKTAIL_JDK_URL:-$(temurin_url)}
  mkdir -p "$(dirname "$folder")"
  with_lock "$folder.lock" "download of JDK $jdk_major" unpack_temurin "$url" "$sum" "$archive" "$folder"
  java_home=$folder
}

unpack_temurin() {
  local url=$1 sum=$2 archive=$3 folder=$4 unpacked
  if is_jdk "$folder"; then
    return
  fi
  fetch "JDK $jdk_major" "$url" 256 "$sum" "$archive"
  unpacked=$folder.unpacking
  rm -rf "$unpacked" "$folder"
  mkdir -p "$unpacked"
  tar -xzf "$archive" -C "$unpacked" --strip-components 1
  # The macOS archives hold a bundle around the JDK.
  if [ -d "$unpacked/Contents/Home" ]; then
    mv "$unpacked/Contents/Home" "$folder"
  else
    mv "$unpacked" "$folder"
  fi
  rm -rf "$unpacked" "$archive"
  is_jdk "$folder" || fail "the archive $url holds no JDK $jdk_major"
  say "installed JDK $jdk_major in $folder"
}

temurin_folder() { printf '%s/temurin-%s\n' "$(cache_folder)" "$temurin_version"; }

# linux_x64 and the like; empty where there is no archive for this machine.
temurin_platform() {
  case "$(uname -s) $(uname -m)" in
    'Linux x86_64') echo linux_x64 ;;
    'Linux aarch64' | 'Linux arm64') echo linux_aarch64 ;;
    'Darwin x86_64') echo mac_x64 ;;
    'Darwin arm64') echo mac_aarch64 ;;
  esac
}

temurin_digest() {
  local name
  name=temurin_$(temurin_platform)
  if [ "$name" = temurin_ ] || ls /lib/ld-musl-* >/dev/null 2>&1; then
    fail "no JDK $jdk_major for $(uname -s) $(uname -m) (glibc needed): install one and set JAVA_HOME"
  fi
  printf '%s\n' "${FORKTAIL_JDK_SHA256:-${!name}}"
}

temurin_url() {
  local platform os cpu
  platform=$(temurin_platform)
  os=${platform%_*}
  cpu=${platform#*_}
  printf 'https://github.com/adoptium/temurin%s-binaries/releases/download/jdk-%s/OpenJDK%sU-jdk_%s_%s_hotspot_%s.tar.gz\n' \
    "$jdk_major" "${temurin_version/+/%2B}" "$jdk_major" "$cpu" "$os" "${temurin_version/+/_}"
}

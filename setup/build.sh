# Builds the program when its sources changed, and only then.
#
# Maven packages into app/target/program, by the profile `program`, apart from what ./verify builds. What ./forktail runs
# is a copy in app/target/run, made whole and then moved into place: a later build never writes into a jar that a running
# server has open.
# shellcheck shell=bash

run_folder=$root/app/target/run

need_program() {
  if ! is_built; then
    need_target
    with_lock "$root/target/build.lock" build build_unless_built
  fi
}

need_target() {
  mkdir -p "$root/target" 2>/dev/null || true
  # shellcheck disable=SC2012 # stat differs between systems
  [ -w "$root/target" ] ||
    fail "cannot write to $root/target: run as $(ls -ld "$root" | awk '{ print $3 }'), who owns the checkout, or copy it"
}

is_built() { [ "$(cat "$run_folder/sources" 2>/dev/null)" = "$(sources_digest)" ]; }

# One digest over the paths and contents of all that goes into the program.
sources_digest() {
  (
    cd "$root" || exit
    # shellcheck disable=SC2046 # the folders are words
    find pom.xml .mvn setup/build.sh $(source_folders) -type f 2>/dev/null | LC_ALL=C sort | tr '\n' '\0' |
      xargs -0 "${sha256[@]}"
  ) | sha256_of_input
}

source_folders() {
  local module
  echo sdk/javascript
  for module in $(modules); do
    echo "$module/pom.xml" "$module/src/main"
  done
}

modules() { sed -n 's#.*<module>\(.*\)</module>.*#\1#p' "$root/pom.xml"; }

build_unless_built() {
  if is_built; then
    return
  fi
  need_maven
  build
}

build() {
  local log=$root/target/build.log digest started=$SECONDS
  digest=$(sources_digest)
  say "building from source (log: $log)"
  rm -rf "$root/app/target/program/forktail/lib"
  if ! package "$log"; then
    errors_of "$log" >&2
    fail "the build failed; the whole log is in $log"
  fi
  install_program "$digest"
  prepare_fast_start "$log"
  say "built in $((SECONDS - started)) s"
}

# What Maven calls errors, without its advice; the end of the log when it calls nothing so.
errors_of() {
  local errors
  errors=$(grep '^\[ERROR\]' "$1" | sed '/\[Help 1\]/q' | head -n 30)
  if [ -n "$errors" ]; then
    printf '%s\n' "$errors"
  else
    tail -n 30 "$1"
  fi
}

# Offline first where the same build files were built before: nothing to ask the network then.
package() {
  local log=$1 known=$root/target/dependencies poms
  poms=$(cd "$root" && cat pom.xml ./*/pom.xml ./*/*/pom.xml | sha256_of_input)
  if [ "$(cat "$known" 2>/dev/null)" = "$poms" ]; then
    run_package "$log" -o && return
    grep -q 'offline mode' "$log" || return
  fi
  run_package "$log" || { network_broke_off "$log" && run_package "$log"; } || return
  echo "$poms" >"$known"
}

network_broke_off() {
  grep -qE 'Could not transfer .*(reset|timed out|prematurely|503|502|504)' "$1" || return
  say 'a download of Maven broke off: building again'
}

run_package() {
  local log=$1
  shift
  mkdir -p "$root/target"
  maven "$@" -P program -pl app -am package </dev/null 2>&1 | progress "$log"
  return "${PIPESTATUS[0]}"
}

# Keeps the log, and on a terminal one line that tells how far the build is.
progress() {
  local log=$1 line fetched=0 module=''
  : >"$log"
  while IFS= read -r line; do
    printf '%s\n' "$line" >&8
    [ -t 2 ] || continue
    case $line in
      *'Downloaded from'*) fetched=$((fetched + 1)) ;;
      *'] Building '*) module=${line#*Building } ;;
      *) continue ;;
    esac
    printf '\r\033[K%s: %s (%d files downloaded)' "$program" "$module" "$fetched" >&2
  done 8>>"$log"
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

install_program() {
  local fresh=$run_folder.fresh.$$ old=$run_folder.old.$$
  cp -R "$root/app/target/program/forktail" "$fresh"
  printf '%s\n' "$1" >"$fresh/sources"
  if [ -d "$run_folder" ]; then
    mv "$run_folder" "$old"
  fi
  mv "$fresh" "$run_folder"
  rm -rf "$old"
}

# What ./forktail, ./verify and the hooks share. Sourced, never run; works with bash 3.2 (macOS) and newer.
#
# The caller sets `program`, the word its messages begin with. `root` is the checkout.
# Functions say on stderr what they do, one line for each thing done.
# shellcheck shell=bash

setup_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$setup_folder")
: "${program:=forktail}"

# Ours, and not settings of the program, which refuses those that it does not know.
export -n FORKTAIL_JDK_URL FORKTAIL_JDK_SHA256 FORKTAIL_MAVEN_CENTRAL FORKTAIL_JAVA_OPTIONS

say() { printf '%s: %s\n' "$program" "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Where downloads are kept, over all checkouts of this user.
cache_folder() {
  local preferred=${XDG_CACHE_HOME:-${HOME:-}/.cache}/forktail
  if mkdir -p "$preferred" 2>/dev/null && [ -w "$preferred" ]; then
    printf '%s\n' "$preferred"
    return
  fi
  mkdir -p "$root/target/cache" 2>/dev/null ||
    fail "cannot write to $preferred nor to $root/target/cache: set XDG_CACHE_HOME to a folder of yours"
  printf '%s\n' "$root/target/cache"
}

# GNU's names for the digest tools, or macOS's.
sha256=(sha256sum)
# shellcheck disable=SC2034 # has_digest names it
sha512=(sha512sum)
have sha256sum || sha256=(shasum -a 256) sha512=(shasum -a 512)

sha256_of_input() { "${sha256[@]}" | cut -d' ' -f1; }

# Runs a command while holding the lock file; others wait, and say so once: with_lock FILE WHAT COMMAND...
with_lock() {
  local lock=$1 what=$2 status
  shift 2
  mkdir -p "$(dirname "$lock")"
  if have flock; then
    exec 9>"$lock"
    if ! flock -n 9; then
      say "waiting for another $what"
      flock 9
    fi
    "$@" 9>&-
    status=$?
    exec 9>&-
    return "$status"
  fi
  with_lock_folder "$lock.d" "$what" "$@"
}

# The same without flock (macOS): a folder with the owner's process id, taken over when the owner is gone.
with_lock_folder() {
  local folder=$1 what=$2 owner='' told=no status
  shift 2
  until mkdir "$folder" 2>/dev/null; do
    owner=$(cat "$folder/owner" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$folder"
      continue
    fi
    [ "$told" = yes ] || say "waiting for another $what"
    told=yes
    sleep 1
  done
  echo "$$" >"$folder/owner"
  # shellcheck disable=SC2064 # the folder's name of now is meant
  trap "rm -rf '$folder'" EXIT
  "$@"
  status=$?
  rm -rf "$folder"
  trap - EXIT
  return "$status"
}

# shellcheck source=setup/packages.sh
. "$setup_folder/packages.sh"
# shellcheck source=setup/download.sh
. "$setup_folder/download.sh"
# shellcheck source=setup/jdk.sh
. "$setup_folder/jdk.sh"
# shellcheck source=setup/maven.sh
. "$setup_folder/maven.sh"
# shellcheck source=setup/build.sh
. "$setup_folder/build.sh"
# shellcheck source=setup/run.sh
. "$setup_folder/run.sh"

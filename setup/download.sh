# Files from the network: resumed when interrupted, moved into place only when the digest is right.
# shellcheck shell=bash

# fetch WHAT URL BITS DIGEST TARGET: afterwards TARGET has the SHA-BITS digest DIGEST, or the script ends.
fetch() {
  local what=$1 url=$2 bits=$3 expected=$4 target=$5
  if [ -f "$target" ] && has_digest "$bits" "$expected" "$target"; then
    return
  fi
  need_downloader
  require_space "$(dirname "$target")" 600 "$what"
  say "downloading $what$(size_note "$url") from $(host_of "$url")"
  if ! fetch_resuming "$url" "$target.part"; then
    fail "could not download $what: no answer from $url; run again to resume, or see CONTRIBUTING.md for mirrors"
  fi
  if ! has_digest "$bits" "$expected" "$target.part"; then
    # A part left by an earlier version of the file cannot be completed: once more from the start.
    rm -f "$target.part"
    fetch_resuming "$url" "$target.part" || fail "could not download $what: no answer from $url"
  fi
  if ! has_digest "$bits" "$expected" "$target.part"; then
    rm -f "$target.part"
    fail "refused $what: $url has another SHA-$bits than the one pinned in setup/ (a proxy or mirror changed it?)"
  fi
  mv -f "$target.part" "$target"
}

has_digest() {
  local tool="sha$1[@]" expected=$2 file=$3
  [ "$("${!tool}" <"$file" | cut -d' ' -f1)" = "$expected" ]
}

# Three tries, each going on where the one before broke off.
fetch_resuming() {
  local url=$1 part=$2 try
  for try in 1 2 3; do
    if fetch_once "$url" "$part"; then
      return 0
    fi
    [ "$try" = 3 ] || sleep "$try"
  done
  return 1
}

fetch_once() {
  local url=$1 part=$2 status=0
  if have curl; then
    curl -fsSL --connect-timeout 20 --speed-limit 1000 --speed-time 60 -C - -o "$part" "$url" 2>/dev/null || status=$?
    # 33: the server cannot resume; 22 with a complete part: nothing is left to send (416).
    if [ "$status" = 33 ]; then
      rm -f "$part"
      return 1
    fi
    [ "$status" = 0 ] || { [ "$status" = 22 ] && already_whole "$url" "$part"; }
    return
  fi
  wget -q -c --timeout=60 --tries=1 -O "$part" "$url"
}

already_whole() {
  [ -f "$2" ] && [ "$(wc -c <"$2" | tr -d ' ')" = "$(remote_bytes "$1")" ]
}

# The length that the server names, nothing when it names none.
remote_bytes() {
  if have curl; then
    curl -fsSLI --connect-timeout 20 "$1" 2>/dev/null
  else
    wget -q --spider --server-response --timeout=20 --tries=1 "$1" 2>&1
  fi | tr -d '\r' | awk 'tolower($1) == "content-length:" { bytes = $2 } END { print bytes }'
}

size_note() {
  local bytes
  bytes=$(remote_bytes "$1")
  [ -z "$bytes" ] || printf ' (%d MB)' $(((bytes + 500000) / 1000000))
}

host_of() { printf '%s\n' "$1" | sed 's#^[a-z]*://\([^/]*\)/.*#\1#'; }

need_downloader() {
  if have curl || have wget; then
    return
  fi
  if can_install_packages; then
    refresh_package_lists
    install_packages 'to download' curl ca-certificates && return
  fi
  fail "neither curl nor wget is here, and packages cannot be installed without root: install curl, then run again"
}

# require_space FOLDER MEGABYTES WHAT
require_space() {
  local free
  free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free" -ge "$2" ] ||
    fail "no space for $3: $1 has $free MB free, $2 MB are needed; free some, or set XDG_CACHE_HOME to another disk"
}

# Debian and Ubuntu packages, installed only as root or with a sudo that asks nothing.
# shellcheck shell=bash

# Prints the words that make a command run as root ('' when we are); fails when there is no way.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    return 0
  fi
  have sudo && sudo -n true 2>/dev/null && echo 'sudo -n'
}

can_install_packages() { have apt-get && as_root >/dev/null; }

package_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Whether the package lists know the package; fetches the lists once when they do not.
package_known() {
  package_listed "$1" && return
  refresh_package_lists
  package_listed "$1"
}

package_listed() {
  local candidate
  candidate=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
  [ -n "$candidate" ] && [ "$candidate" != '(none)' ]
}

refresh_package_lists() {
  [ "${package_lists:-stale}" = stale ] || return 0
  package_lists=fresh
  say 'fetching the lists of Debian packages'
  run_apt update || true
}

# Megabytes that installing the packages downloads.
packages_megabytes() {
  apt-get install -y --no-install-recommends --print-uris "$@" 2>/dev/null |
    awk '/^'\''/ { bytes += $3 } END { printf "%d", (bytes + 500000) / 1000000 }'
}

# Installs packages of which at least one is missing; its output goes to the log: install_packages WHY PACKAGE...
install_packages() {
  local why=$1
  shift
  say "installing $* ($why, Debian packages, $(packages_megabytes "$@") MB to download)"
  run_apt install -y --no-install-recommends "$@" && return
  say "apt could not install $* (log: $(package_log))"
  return 1
}

run_apt() {
  # shellcheck disable=SC2046 # as_root prints words
  $(as_root) env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" </dev/null >>"$(package_log)" 2>&1
}

package_log() { printf '%s/packages.log\n' "$(cache_folder)"; }

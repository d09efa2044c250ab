# Sourced. need_packages COMMAND:PACKAGE ...  installs with apt the packages whose command is missing, and says which.
need_packages() {
  local missing=() pair sudo=
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing+=("${pair##*:}")
  done
  # Documents and screenshots need a font with all of Vietnamese.
  fc-list 2>/dev/null | grep -qi -e 'noto sans' -e 'inter' || missing+=(fonts-noto-core)
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null 2>&1 || { echo "Please install: ${missing[*]}" >&2; return 1; }
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "Installing with apt: ${missing[*]}"
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

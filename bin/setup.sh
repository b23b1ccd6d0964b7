# Shared by bin/run and bin/test: a suitable Python, room on the disk, and .venv with the pinned packages.
# Needs: root (the project's directory). Gives: python (the one of .venv).

stop() {
  echo "$*" >&2
  exit 1
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

check_disk() { # megabytes
  local free
  free=$(df -Pm "$root" | awk 'NR == 2 { print $4 }')
  [ "${free:-0}" -ge "$1" ] ||
    stop "Only $free MB are free on the disk of $root, and $1 MB are needed. Free some room and try again."
}

make_venv() {
  local base
  base=$(find_python)
  [ -n "$base" ] || stop "Python 3.11 or newer is needed (found: $(python3 --version 2>&1 || true)). On Debian 12: apt install python3 python3-venv"
  echo "Making .venv with $("$base" --version) ..."
  "$base" -c 'import ensurepip' 2>/dev/null && "$base" -m venv --clear "$root/.venv" >/dev/null 2>&1 && return
  # Debian keeps venv in a package of its own; virtualenv does the same.
  rm -rf "$root/.venv"
  virtualenv --quiet --python "$base" "$root/.venv" 2>/dev/null ||
    stop "The .venv could not be made in $root: Python's venv module is missing or broken, or nothing can be written there. On Debian and Ubuntu: apt install python3-venv, then run this again."
}

install_packages() { # requirements file
  local stamp="$root/.venv/installed-$1.sha256" wanted
  wanted=$(sha256sum "$root/$1" | cut -d' ' -f1)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    check_disk 1200
    # Making .venv may have been broken off before its end.
    "$python" -m pip --version >/dev/null 2>&1 || make_venv
    echo "Installing the packages of $1 (once; a minute or two) ..."
    "$python" -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$root/$1" ||
      stop "The packages could not be installed. Is the network there? Then run this again."
    echo "$wanted" >"$stamp"
  fi
}

set_up() { # requirements file
  python=$root/.venv/bin/python
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { check_disk 1200; make_venv; }
  install_packages "$1"
  check_disk 300
}

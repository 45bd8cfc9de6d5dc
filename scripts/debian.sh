# Sourced by the other scripts: brings in Debian packages that are missing, and says so; elsewhere does nothing.

# need PACKAGE...: install those of the packages that are not there.
need() {
    command -v dpkg-query >/dev/null || return 0
    local package missing=()
    for package in "$@"; do
        dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Please have someone install: ${missing[*]}" >&2
            return 0
        fi
        as=(sudo)
    fi
    echo "Installing ${missing[*]} ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    local log
    log=$(mktemp)
    if ! { "${as[@]}" apt-get update && "${as[@]}" apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "apt-get could not install ${missing[*]}; going on without." >&2
    fi
    rm -f "$log"
}

# environment PYTHON_PACKAGES...: make .venv if it is not there, and install into it what pip is given.
environment() {
    local python
    for python in python3.11 python3.12 python3.13 python3; do
        if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            break
        fi
        python=
    done
    if [ -z "$python" ]; then
        echo "Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2
        exit 4
    fi
    if [ ! -x .venv/bin/pip ]; then
        "$python" -c 'import ensurepip' 2>/dev/null || need python3-venv
        "$python" -m venv .venv
    fi
    .venv/bin/pip install --quiet --disable-pip-version-check "$@"
}

#!/usr/bin/env bash
# Tries the download where nothing else is: a root with the C library, zlib and no Python, shell or tool; a
# user without rights. Needs root (chroot) on a Debian-like Linux. Usage: packaging/test.sh dist/OpenPBM
set -euo pipefail
folder=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
port=${PORT:-8799}
someone=12345
root=$(mktemp -d)
app=""
tidied() {
    [ -z "$app" ] || kill "$app" 2>/dev/null || true
    rm -rf "$root"
}
trap tidied EXIT

"$here/clean_root.sh" "$folder" "$root" "$someone"
before=$(cd "$root/OpenPBM" && find . -type f -exec sha256sum {} + | sort | sha256sum)

inside=(env -i HOME=/home/ada PATH=/nowhere "$(command -v chroot)" --userspec="$someone:$someone" "$root" /OpenPBM/OpenPBM)
"${inside[@]}" --version
"${inside[@]}" app --once --port "$port" >"$root/said" 2>&1 &
app=$!
python3 "$here/walk.py" "$port" || { cat "$root/said"; exit 1; }
ticks=$(cut -d " " -f 14-15 "/proc/$app/stat" | tr " " "+")
spent=$(((ticks) / $(getconf CLK_TCK)))
echo "the app itself, first page and all others: at most $((spent + 1)) s of a processor"
[ "$spent" -lt 4 ] || { echo "it starts too slowly"; exit 1; }
"${inside[@]}" app --once --port "$port" | grep "http://127.0.0.1:$port/" # a second start finds the first
kill -TERM "$app" && { wait "$app" || true; }
app=""
cat "$root/said"
grep -q "/home/ada/.local/share/openpbm" "$root/said" || { echo "where people are kept was not said"; exit 1; }
[ -s "$root/home/ada/.local/share/openpbm/people/"*/plan/plan.json ] || { echo "no plan was kept"; exit 1; }
after=$(cd "$root/OpenPBM" && find . -type f -exec sha256sum {} + | sort | sha256sum)
[ "$before" = "$after" ] || { echo "the app wrote into its own folder"; exit 1; }
echo "the download works where no Python is"

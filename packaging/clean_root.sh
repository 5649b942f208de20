#!/usr/bin/env bash
# Makes a root with the C library, zlib, the download, and no Python, shell or tool: where a user without rights
# starts it. Needs root (chroot) on a Debian-like Linux. Usage: packaging/clean_root.sh dist/OpenPBM ROOT USER_ID
set -euo pipefail
folder=$(realpath "$1")
root=$2
someone=$3

dpkg -L libc6 zlib1g | grep -E '/lib/.*\.so[.0-9]*$' | while IFS= read -r file; do
    cp --parents --no-dereference "$file" "$root"
    cp --parents --no-dereference "$(realpath "$file")" "$root"
done
[ -e "$root/lib64" ] || cp --parents --no-dereference /lib64/ld-linux* "$root" 2>/dev/null || true
[ ! -L /lib64 ] || { mkdir -p "$root/usr/lib64" && ln -s usr/lib64 "$root/lib64"; }
[ ! -L /lib ] || [ -e "$root/lib" ] || ln -s usr/lib "$root/lib"
chmod 755 "$root"
mkdir -p "$root/dev" "$root/tmp" "$root/home/ada"
mknod -m 666 "$root/dev/null" c 1 3
chmod 1777 "$root/tmp"
chown "$someone:$someone" "$root/home/ada"
cp -a "$folder" "$root/OpenPBM"
others=$(find "$root" -path "$root/OpenPBM" -prune -o \( -type f -perm -100 -o -name '*python*' \) -print | grep -v '\.so' || true)
[ -z "$others" ] || { echo "the root holds more than two libraries: $others"; exit 1; }

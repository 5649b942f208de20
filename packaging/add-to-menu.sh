#!/bin/sh
# Puts OpenPBM into the menu of this user, from where this folder lies; run it again after moving it.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
mkdir -p "$menu"
quoted=$(printf '%s' "$folder" | sed 's/[\\&|]/\\&/g')
sed "s|@FOLDER@|$quoted|" "$folder/openpbm.desktop" >"$menu/openpbm.desktop"
echo "OpenPBM is in your menu: $menu/openpbm.desktop"

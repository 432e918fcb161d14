#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demonstration runs from nothing and ends with the verdict.
set -eu
cd "$(dirname "$0")/../.."
: "${BUILD:=$PWD/build}"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
BUILD=$BUILD DEMO="$dir/demo" sh examples/demo.sh >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
last=$(tail -n 1 "$dir/log")
case $last in
*VALID*) case $last in *INVALID*) echo "the demonstration ended with: $last"; exit 1 ;; esac ;;
*) echo "the demonstration ended with: $last"; exit 1 ;;
esac

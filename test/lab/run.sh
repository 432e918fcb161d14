#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a program of this folder on fixtures made by the tools in $BUILD.
# usage: run.sh PROGRAM [ARGUMENT]...
set -eu
program=$(realpath "$1")
shift
cd "$(dirname "$0")/../.."
root=$PWD
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
# Where no disk is waited for: what is looked at is memory.
[ -w /dev/shm ] && TMPDIR=/dev/shm
dir=$(mktemp -d "${TMPDIR:-/tmp}/ecert-lab.XXXXXX")
trap 'rm -rf "$dir"' EXIT
(
	cd "$dir"
	PATH=$BUILD/bin:$BUILD/examples:$PATH CLI=$root/test/cli HOME=$dir XDG_CONFIG_HOME=$dir \
	    sh "$root/test/cli/fixtures.sh"
) >"$dir/made" 2>&1 || { cat "$dir/made"; exit 1; }
# The thread sanitizer cannot place its memory where addresses are too random.
fixed=$(setarch -R true 2>/dev/null && echo setarch -R || true)
$fixed "$program" "$dir" "$@"

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs those of the Debian packages named whose programs are not there yet;
# what cannot be installed is missed later, by name.
#
# usage: install.sh PACKAGE...
set -u
missing=
for package in "$@"; do
	case $package in
	maven) program=mvn ;;
	default-jdk-headless) program=javac ;;
	nodejs) program=node ;;
	fonts-wqy-zenhei) program=/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc ;;
	*) program=$package ;;
	esac
	[ -e "$program" ] || command -v "$program" >/dev/null 2>&1 || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then S=; else S=sudo; fi
$S apt-get update -qq
for package in $missing; do
	DEBIAN_FRONTEND=noninteractive timeout 600 $S apt-get install -y -qq --no-install-recommends "$package" >/dev/null ||
		echo "test/interop/install.sh: $package was not installed" >&2
done
exit 0

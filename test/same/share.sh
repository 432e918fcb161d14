#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# share.sh FROM TO OBJECT...: a second build that has all of the first but the library
# and these objects, which are to be made in another way.
set -eu
from=$1 to=$2
shift 2
rm -rf "$to"
mkdir -p "$to"
for part in obj gen bin examples tsa modules secrets share; do
	[ ! -e "$from/$part" ] || cp -pR "$from/$part" "$to/"
done
for object; do rm -f "$to/$object"; done

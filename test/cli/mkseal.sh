#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkseal.sh VERSION OUT [OPTION]...: a seal valid for two years, by the maker and for
# the signer of $FIX/pki unless OPTIONs name others.
set -eu
version=$1 out=$2
shift 2
case " $* " in *" --cert "*) ;; *) set -- "$@" --cert "$FIX/pki/signer.pem" ;; esac
case " $* " in *" --maker-key "*) ;; *) set -- "$@" --maker-key "$FIX/pki/maker.key" --maker-cert "$FIX/pki/maker.pem" ;; esac
exec seal-make make --version "$version" --id 33010600000001 --vendor LIBECERT --name 'Test Laboratory' \
    --picture "$FIX/seal.png" --size 40x40 --from "$(date -u -d yesterday +%F)" \
    --until "$(date -u -d '+1 year' +%F)" "$@" -o "$out"

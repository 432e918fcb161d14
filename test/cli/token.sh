#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a command with a false device for its token: FAULT and NAMES say what is wrong
# with it and what it holds; its calls are logged in calls.log.
export FAKE_TOKEN_KEY="$FIX/pki/signer.key" FAKE_TOKEN_CERT="$FIX/pki/signer.pem"
export FAKE_TOKEN_ENC_KEY="$FIX/pki/maker.key" FAKE_TOKEN_ENC_CERT="$FIX/pki/maker.pem"
export FAKE_TOKEN_LOG=calls.log FAKE_TOKEN_FAULT="${FAULT-}" FAKE_TOKEN_NAMES="${NAMES-}"
export FAKE_TOKEN_PIN=11223344
exec "$@"

/* SPDX-License-Identifier: Apache-2.0 */
/* Which key and which certificate of a token are taken. */
#include "device_kit.h"

#define M "fake_p11_std"
#define P "profile=8000-family"
#define NO_CERT "the token holds no certificate of the key: it must be given"

static const struct row rows[] = {
	{ "the certificate by the ID", M, P, NULL, PIN, OPENS, .logins = 1, .cert = FROM_TOKEN },
	{ "the certificate by the label", M, P, "cert-by-label", PIN, OPENS, .logins = 1,
	    .cert = FROM_TOKEN },
	{ "the certificate as pem", M, P, "cert-pem", PIN, OPENS, .logins = 1, .cert = FROM_TOKEN },
	{ "no certificate", M, P, "cert-absent", PIN, REFUSED, .logins = 1, .cert = FROM_TOKEN,
	    .says = NO_CERT },
	{ "no certificate, but one is given", M, P, "cert-absent", PIN, OPENS, .logins = 1 },
	{ "a certificate of another key", M, P, "cert-other-key", PIN, REFUSED, .logins = 1,
	    .cert = FROM_TOKEN, .says = "the key is not that of the certificate (CN=enc" },
	{ "bytes that are no certificate", M, P, "cert-garbage", PIN, NO_CERTIFICATE,
	    .logins = 1, .cert = FROM_TOKEN, .says = "no certificate in it" },
	{ "the pair for encryption beside it", M, P, "two-pairs", PIN, OPENS, .logins = 1,
	    .cert = FROM_TOKEN },
	{ "the same, and the certificate is given", M, P, "two-pairs", PIN, OPENS, .logins = 1 },
	{ "the same, and nothing is shown of keys", M, P, "two-pairs,pub-hidden,pub-absent", PIN,
	    OPENS, .logins = 1, .cert = FROM_TOKEN },
	{ "nothing is shown of keys, and the certificate is given", M, P,
	    "two-pairs,pub-hidden,pub-absent", PIN, REFUSED, .logins = 1,
	    .says = "2 keys may be meant: set label or id" },
	{ "the label of the pair for encryption", M, P ";label=encryption", "two-pairs", PIN, REFUSED,
	    .logins = 1, .cert = FROM_TOKEN, .says = "is not for signing: its key usage is" },
	{ "the label of the pair for signing", M, P ";label=signing", "two-pairs", PIN, OPENS,
	    .logins = 1, .cert = FROM_TOKEN },
	{ "the ID of the pair for signing", M, P ";id=A001", "two-pairs", PIN, OPENS, .logins = 1,
	    .cert = FROM_TOKEN },
	{ "the ID and the label", M, P ";id=a001;label=signing", "two-pairs", PIN, OPENS, .logins = 1 },
	{ "an ID that is not there", M, P ";id=a009", NULL, PIN, REFUSED, .logins = 1,
	    .says = "no private key that signs and is meant" },
	{ "a label that is not there", M, P ";label=seal", NULL, PIN, REFUSED, .logins = 1,
	    .says = "no private key that signs and is meant" },
	{ "no key", M, P, "no-key", PIN, REFUSED, .logins = 1, .says = "no private key that signs" },
	{ "a key that may not sign", M, P, "key-no-sign", PIN, REFUSED, .logins = 1,
	    .says = "no private key that signs" },
	{ "a key of an elliptic curve", M, P, "key-ckk-ec", PIN, OPENS, .logins = 1 },
	{ "a key of no type", M, P, "key-type-absent", PIN, OPENS, .logins = 1 },
	{ "a key of another type", M, P ";ckk=0x80000009", NULL, PIN, REFUSED, .logins = 1,
	    .says = "no private key that signs" },
	{ "two keys with one certificate", M, P, "two-keys,cert-by-label", PIN, REFUSED, .logins = 1,
	    .cert = FROM_TOKEN, .says = "2 keys may be meant" },
	{ "two that are one, and the certificate is given", M, P, "two-keys", PIN, OPENS,
	    .logins = 1 },
	{ "a certificate for the one of two keys", M, P, "two-keys,cert-by-label", PIN, OPENS,
	    .logins = 1 },
	{ "a key that wants the PIN each time", M, P, "always-authenticate", PIN, REFUSED,
	    .logins = 1, .says = "CKA_ALWAYS_AUTHENTICATE" },
	{ "rsa: the pair for encryption beside it", M, NULL, "two-pairs", PIN, OPENS, .logins = 1,
	    .cert = FROM_TOKEN, .key = RSA_KEY },
};

int
main(void)
{
	return device_table(ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
}

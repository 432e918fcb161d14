/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates and public keys as makers give them. */
#include "device_kit.h"

#define TAKEN .cert = FROM_TOKEN, .logins = 1
#define NOT_TAKEN .cert = FROM_TOKEN

static const struct row rows[] = {
	{ "a certificate as pem", "fake_skf4n", NULL, "cert-pem", PIN, OPENS, TAKEN },
	{ "a certificate with zeros behind it", "fake_skf4n", NULL, "cert-trailing-zeros", PIN, OPENS, TAKEN },
	{ "a size too big for the certificate", "fake_skf8n", NULL, "size-overestimate", PIN, OPENS, TAKEN },
	{ "a size too small for the certificate", "fake_skf4n", NULL, "size-underestimate", PIN, OPENS, TAKEN },
	{ "no size for the certificate", "fake_skf4n", NULL, "null-sizing-refused", PIN, OPENS, TAKEN },
	{ "no certificate", "fake_skf4n", NULL, "cert-absent", PIN, REFUSED, NOT_TAKEN,
	    .says = "the container has no certificate for signing, and none was given" },
	{ "a certificate of no length", "fake_skf4n", NULL, "cert-len0", PIN, REFUSED, NOT_TAKEN,
	    .says = "no certificate for signing" },
	{ "a certificate for encryption alone", "fake_skf4n", NULL, "cert-enc-only", PIN, REFUSED,
	    NOT_TAKEN, .says = "no certificate for signing" },
	{ "the certificate for encryption in the other's place", "fake_skf4n", NULL, "cert-other-key", PIN,
	    REFUSED, NOT_TAKEN, .says = "FAKE0001/TEST/KEY1: the certificate of CN=enc, O=Unit, C=CN is not "
	    "for signing: its key usage is keyEncipherment, dataEncipherment" },
	{ "a certificate cut off", "fake_skf4n", NULL, "cert-truncated", PIN, REFUSED, NOT_TAKEN,
	    .says = "FAKE0001/TEST/KEY1" },
	{ "garbage for a certificate", "fake_skf4n", NULL, "cert-garbage", PIN, REFUSED, NOT_TAKEN,
	    .says = "FAKE0001/TEST/KEY1" },
	{ "a certificate above 64 KiB", "fake_skf4n", NULL, "cert-64k", PIN, REFUSED, NOT_TAKEN,
	    .says = "a certificate of 66000 bytes" },
	{ "a certificate of rsa", "fake_skf4n", NULL, NULL, PIN, REFUSED, NOT_TAKEN, .key = RSA_KEY,
	    .says = "is of an RSA key" },
	{ "the key on the left", "fake_skf4n", NULL, "pub-left-aligned", PIN, OPENS, TAKEN },
	{ "the key on the left, 8 bytes", "fake_skf8p", NULL, "pub-left-aligned", PIN, OPENS, TAKEN },
	{ "a length that lies", "fake_skf4n", NULL, "pub-len-lies", PIN, OPENS, TAKEN },
	{ "another key", "fake_skf4n", NULL, "pub-other", PIN, REFUSED, NOT_TAKEN,
	    .says = "the container's key for signing is not that of the certificate (CN=device" },
	{ "the key for encryption", "fake_skf8n", NULL, "pub-enc", PIN, REFUSED, NOT_TAKEN,
	    .says = "is not that of the certificate" },
	{ "no point of the curve", "fake_skf4n", NULL, "pub-off-curve", PIN, REFUSED, NOT_TAKEN,
	    .says = "is not that of the certificate" },
	{ "a key of 384 bits", "fake_skf4n", NULL, "pub-bits-wrong", PIN, REFUSED, NOT_TAKEN,
	    .says = "is not that of the certificate" },
	{ "an rsa key", "fake_skf4n", NULL, "pub-rsa-blob", PIN, REFUSED, NOT_TAKEN,
	    .says = "the container has an RSA key" },
	{ "an rsa key, 8 bytes", "fake_skf8p", NULL, "pub-rsa-blob", PIN, REFUSED, NOT_TAKEN,
	    .says = "the container has an RSA key" },
	{ "no key", "fake_skf4n", NULL, "pub-absent", PIN, REFUSED, NOT_TAKEN,
	    .says = "SKF_ExportPublicKey gives 0x0A00001B (SAR_KEYNOTFOUNTERR): there is no key for signing" },
};

int
main(void)
{
	return device_table(ECERT_TOKEN_SKF, rows, ECI_COUNT(rows));
}

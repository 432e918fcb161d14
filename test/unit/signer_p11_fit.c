/* SPDX-License-Identifier: Apache-2.0 */
/* A key and a certificate: what a token shows of the public part. */
#include "device_kit.h"

#define M "fake_p11_std"
#define P "profile=8000-family"
#define OTHER PIN, REFUSED, .logins = 1, .says = "the key is not that of the certificate (CN="

static const struct row rows[] = {
	{ "the point in an octet string", M, P, NULL, PIN, OPENS, .logins = 1 },
	{ "the point alone", M, P, "point-bare-65", PIN, OPENS, .logins = 1 },
	{ "the point of the public key", M, P, "pub-hidden", PIN, OPENS, .logins = 1 },
	{ "no public key", M, P, "pub-hidden,pub-absent", PIN, OPENS, .logins = 1 },
	{ "no ID", M, P, "pub-hidden,id-absent", PIN, OPENS, .logins = 1 },
	{ "another point", M, P, "pub-other", OTHER },
	{ "the point of the other pair", M, P, "pub-enc", OTHER },
	{ "another point alone", M, P, "pub-other,point-bare-65", OTHER },
	{ "another point of the public key", M, P, "pub-hidden,pub-other", OTHER },
	{ "a certificate of another key", M, P, NULL, OTHER, .cert = OF_STRANGER },
	{ "the modulus", M, NULL, NULL, PIN, OPENS, .logins = 1, .key = RSA_KEY },
	{ "the modulus of the public key", M, NULL, "pub-hidden", PIN, OPENS, .logins = 1,
	    .key = RSA_KEY },
	{ "no modulus", M, NULL, "pub-hidden,pub-absent", PIN, OPENS, .logins = 1, .key = RSA_KEY },
	{ "rsa, and the certificate is of sm2", M, NULL, NULL, OTHER, .cert = OF_STRANGER,
	    .key = RSA_KEY },
};

/* Of the same algorithm, RSA, but another key. */
static void
test_rsa(struct device *d)
{
	struct party own = d->rsa;
	struct row r = { "another modulus", M, NULL, NULL, OTHER, .key = RSA_KEY };

	d->rsa = d->rsa_enc;
	d->rsa_enc = own;
	r.says = "the certificate of CN=enc, O=Unit, C=CN is not for signing";
	r.logins = 0;
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	d->rsa_enc = d->rsa;
	d->rsa = issue_rsa(d->ctx, leaf("another"), NULL);
	r = (struct row){ "another modulus", M, NULL, NULL, OTHER, .key = RSA_KEY };
	run_row(d, ECERT_TOKEN_PKCS11, &r);
	party_free(&d->rsa);
	d->rsa = own;
}

int
main(void)
{
	struct device d;

	device_make(&d);
	run_rows(&d, ECERT_TOKEN_PKCS11, rows, ECI_COUNT(rows));
	test_rsa(&d);
	device_free(&d);
	return unit_end();
}

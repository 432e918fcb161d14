/* SPDX-License-Identifier: Apache-2.0 */
/* seal_get.c - what a seal says, borrowed from it.  See ecert/seal.h. */
#include "seal/seal_priv.h"

const struct eci_ses_seal *
eci_seal_ses(const ecert_seal *seal)
{
	return &seal->ses;
}

ecert_ses_version
ecert_seal_version(const ecert_seal *seal)
{
	return seal->ses.version;
}

const char *
ecert_seal_id(const ecert_seal *seal)
{
	return seal->id;
}

const char *
ecert_seal_vendor(const ecert_seal *seal)
{
	return seal->vendor;
}

const char *
ecert_seal_name(const ecert_seal *seal)
{
	return seal->name;
}

int64_t
ecert_seal_type(const ecert_seal *seal)
{
	return seal->ses.type;
}

int64_t
ecert_seal_created(const ecert_seal *seal)
{
	return seal->ses.created;
}

int64_t
ecert_seal_valid_from(const ecert_seal *seal)
{
	return seal->ses.valid_from;
}

int64_t
ecert_seal_valid_until(const ecert_seal *seal)
{
	return seal->ses.valid_until;
}

unsigned
ecert_seal_width(const ecert_seal *seal)
{
	return (unsigned)seal->ses.width;
}

unsigned
ecert_seal_height(const ecert_seal *seal)
{
	return (unsigned)seal->ses.height;
}

static const uint8_t *
give(struct eci_bytes bytes, size_t *len)
{
	if (len != NULL)
		*len = bytes.len;
	return bytes.ptr;
}

const uint8_t *
ecert_seal_picture(const ecert_seal *seal, size_t *len, const char **type)
{
	if (type != NULL)
		*type = seal->picture_type;
	return give(seal->ses.picture, len);
}

const char *
ecert_seal_picture_format(const ecert_seal *seal)
{
	return seal->format;
}

const uint8_t *
ecert_seal_der(const ecert_seal *seal, size_t *len)
{
	return give(seal->ses.whole, len);
}

const uint8_t *
ecert_seal_maker_cert(const ecert_seal *seal, size_t *len)
{
	return give(seal->ses.cert, len);
}

size_t
ecert_seal_cert_count(const ecert_seal *seal)
{
	return seal->ses.n_list;
}

int
ecert_seal_cert_digests(const ecert_seal *seal)
{
	return seal->ses.list_type == 2;
}

const uint8_t *
ecert_seal_cert(const ecert_seal *seal, size_t i, size_t *len)
{
	static const struct eci_bytes none;

	return give(i < seal->ses.n_list ? seal->ses.list[i].value : none, len);
}

const char *
ecert_seal_maker_subject(const ecert_seal *seal)
{
	return seal->maker;
}

const char *
ecert_seal_cert_subject(const ecert_seal *seal, size_t i)
{
	return seal->signers == NULL || i >= seal->ses.n_list ? "" : seal->signers[i];
}

int64_t
ecert_seal_maker_not_after(const ecert_seal *seal)
{
	return seal->maker_end;
}

int64_t
ecert_seal_cert_not_after(const ecert_seal *seal, size_t i)
{
	return seal->signers == NULL || i >= seal->ses.n_list ? INT64_MAX : seal->signer_ends[i];
}

size_t
ecert_seal_ext_count(const ecert_seal *seal)
{
	return seal->ses.n_exts;
}

const char *
ecert_seal_ext_oid(const ecert_seal *seal, size_t i)
{
	return i < seal->ses.n_exts ? seal->ext_oids[i] : "";
}

int
ecert_seal_ext_critical(const ecert_seal *seal, size_t i)
{
	return i < seal->ses.n_exts && seal->ses.exts[i].critical;
}

const uint8_t *
ecert_seal_ext_value(const ecert_seal *seal, size_t i, size_t *len)
{
	static const struct eci_bytes none;

	return give(i < seal->ses.n_exts ? seal->ses.exts[i].value : none, len);
}

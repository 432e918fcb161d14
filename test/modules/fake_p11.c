/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fake_p11.c - a PKCS #11 module that is not there.  FAKE_TOKEN_P11 says how its SM2
 * mechanism is: ckk=0x..,ckm=0x..,in=digest|message,out=raw|der,param=none|id|z.  FAKE_ODD:
 * its list of functions has a hole.  The declarations are its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "fake_busy.h"
#include "fake_core.h"

typedef unsigned long num;

struct version {
	uint8_t major, minor;
};
struct info {
	struct version version;
	uint8_t        maker[32];
	num            flags;
	uint8_t        library[32];
	struct version library_version;
};
struct token_info {
	uint8_t        label[32], maker[32], model[16], serial[16];
	num            flags, max_session, session, max_rw, rw, max_pin, min_pin;
	num            memory[4];
	struct version hardware, firmware;
	uint8_t        utc[16];
};
struct attribute {
	num   type;
	void *value;
	num   len;
};
struct mechanism {
	num   type;
	void *parameter;
	num   len;
};

enum {
	OK = 0, SLOT_INVALID = 0x03, GENERAL = 0x05, FAILED = 0x06, CANT_LOCK = 0x0A,
	NO_ATTRIBUTE = 0x12, DATA_LEN = 0x21, REMOVED = 0x32, NO_MECHANISM = 0x70,
	BAD_PARAMETER = 0x71, ACTIVE = 0x90, NOT_ACTIVE = 0x91, PIN_WRONG = 0xA0,
	PIN_LENGTH = 0xA2, PIN_LOCKED = 0xA4, TOO_MANY = 0xB1, BAD_SESSION = 0xB3,
	NO_TOKEN = 0xE0, LOGGED_IN = 0x100, NOT_LOGGED_IN = 0x101, TOO_SMALL = 0x150,
	NOT_STARTED = 0x190, STARTED = 0x191
};
enum { CERTIFICATE = 1, PUBLIC = 2, PRIVATE = 3 };
enum { RSA_PKCS = 0x01, SHA256_RSA_PKCS = 0x40 };

const char *const fake_sign_function = "C_Sign";
const char *const fake_module_faults[] = { "mech-absent", "rsa-hash-only", "buffer-small-first",
	"sign-twice-differs", "already-initialized", "cant-lock", "point-bare-65", "key-ckk-ec",
	"key-type-absent", "no-token", "two-tokens", "second-blank", "list-grows", "list-huge", "no-key",
	"two-keys", "two-pairs", "key-no-sign", "always-authenticate", "pub-hidden", "pub-absent",
	"id-absent", "cert-garbage", "cert-pem", "cert-by-label", "cert-huge", "login-not-needed",
	"protected-path", "pin-not-init", "pin-bounds-absent", "session-limit", "sig-len-lies",
	"sig-partial-write", "sig-short", "list-null", "version-bad", "attribute-lies",
	"find-lies", NULL };

static bool     started;
static unsigned sessions;

/* ---- the profile ---- */

static num
profile_number(const char *name, num otherwise)
{
	const char *s = getenv("FAKE_TOKEN_P11"), *at = s != NULL ? strstr(s, name) : NULL;

	return at != NULL ? strtoul(at + strlen(name), NULL, 0) : otherwise;
}

static bool
profile_is(const char *what)
{
	const char *s = getenv("FAKE_TOKEN_P11");

	return s != NULL && strstr(s, what) != NULL;
}

static bool
is_rsa(void)
{
	uint8_t n[1024];

	return fake_modulus(FAKE_SIGN, n, sizeof(n)) > 0;
}

/* ---- module ---- */

static unsigned long
start(struct fake_call *c, const char *function)
{
	unsigned long rc;

	if (!fake_begin(c, function))
		return GENERAL;
	if (fake_is_removed(c))
		return REMOVED;
	if (fake_code(c, &rc))
		return rc;
	return started || fake_fault(c, "already-initialized") != NULL ? OK : NOT_STARTED;
}

static num
p11_initialize(void *args)
{
	struct { void *mutex[4]; num flags; void *reserved; } *a = args;
	struct fake_call c;
	unsigned long rc = start(&c, "C_Initialize");

	fake_say(&c, " flags=%lx", a != NULL ? a->flags : 0);
	if (rc == OK)
		rc = STARTED;
	else if (rc == NOT_STARTED) {
		rc = fake_fault(&c, "cant-lock") != NULL && a != NULL ? CANT_LOCK : OK;
		started = rc == OK;
		sessions = 0;
		if (started)
			fake_say(&c, " new=module:1");
	}
	return fake_end(&c, rc);
}

static num
p11_finalize(void *reserved)
{
	struct fake_call c;
	unsigned long rc = start(&c, "C_Finalize");

	(void)reserved;
	started = false;
	fake_log_out();
	fake_say(&c, " free=module:1");
	return fake_end(&c, rc);
}

static void
put_text(uint8_t *out, size_t cap, const char *text)
{
	memset(out, ' ', cap);
	memcpy(out, text, strlen(text));
}

static num
p11_get_info(struct info *info)
{
	struct fake_call c;
	unsigned long rc = start(&c, "C_GetInfo");

	if (rc == OK) {
		memset(info, 0, sizeof(*info));
		info->version.major = 2;
		info->version.minor = 40;
		put_text(info->maker, 32, "Nobody");
		put_text(info->library, 32, "False module");
	}
	return fake_end(&c, rc);
}

/* ---- tokens: slot 17 has the key, slot 18 another token ---- */

static unsigned long
give_list(const struct fake_call *c, const num *v, num n, num *out, num *count)
{
	num room = *count;

	*count = n;
	if (fake_fault(c, "list-huge") != NULL)
		*count = 1000000;
	if (fake_fault(c, "list-grows") != NULL && c->n % 2 == 1)
		*count = n / 2;
	if (out == NULL)
		return OK;
	if (room < n)
		return TOO_SMALL;
	memcpy(out, v, n * sizeof(*v));
	return OK;
}

static num
p11_get_slot_list(uint8_t present, num *list, num *count)
{
	static const num slots[] = { 17, 18 };
	struct fake_call c;
	unsigned long rc = start(&c, "C_GetSlotList");
	num n = fake_fault(&c, "no-token") != NULL ? 0 : fake_fault(&c, "two-tokens") != NULL ? 2 : 1;

	fake_say(&c, " present=%d", present);
	if (rc == OK)
		rc = give_list(&c, slots, n, list, count);
	return fake_end(&c, rc);
}

static num
token_flags(const struct fake_call *c, num slot)
{
	unsigned left = fake_tries_left(c);
	num flags = slot == 18 && fake_fault(c, "second-blank") != NULL ? 0 : 0x400;

	if (fake_fault(c, "login-not-needed") == NULL)
		flags |= 0x4;
	if (fake_fault(c, "pin-not-init") == NULL)
		flags |= 0x8;
	if (fake_fault(c, "protected-path") != NULL)
		flags |= 0x100;
	if (left == 0)
		flags |= 0x40000;
	else if (left == 1)
		flags |= 0x20000;
	else if (left < fake_tries_max())
		flags |= 0x10000;
	return flags;
}

static num
p11_get_token_info(num slot, struct token_info *info)
{
	struct fake_call c;
	unsigned long rc = start(&c, "C_GetTokenInfo");
	bool bounded = fake_fault(&c, "pin-bounds-absent") == NULL;

	fake_say(&c, " slot=%lu", slot);
	if (rc == OK && slot != 17 && slot != 18)
		rc = SLOT_INVALID;
	if (rc == OK) {
		memset(info, 0, sizeof(*info));
		put_text(info->label, 32, slot == 17 ? "Seal token" : "Other token");
		put_text(info->maker, 32, "Nobody");
		put_text(info->model, 16, "False");
		put_text(info->serial, 16, slot == 17 ? "0017" : "0018");
		info->flags = token_flags(&c, slot);
		info->min_pin = bounded ? 6 : 0;
		info->max_pin = bounded ? 16 : 0;
	}
	return fake_end(&c, rc);
}

static num
p11_get_mechanism_list(num slot, num *list, num *count)
{
	struct fake_call c;
	unsigned long rc = start(&c, "C_GetMechanismList");
	num v[4] = { 0x250 }, n = 1;

	fake_say(&c, " slot=%lu", slot);
	if (fake_fault(&c, "mech-absent") == NULL && is_rsa()) {
		if (fake_fault(&c, "rsa-hash-only") == NULL)
			v[n++] = RSA_PKCS;
		v[n++] = SHA256_RSA_PKCS;
	} else if (fake_fault(&c, "mech-absent") == NULL)
		v[n++] = profile_number("ckm=", 0x80008104);
	if (rc == OK)
		rc = give_list(&c, v, n, list, count);
	return fake_end(&c, rc);
}

/* ---- sessions: the handle is a pointer ---- */

static void *
session_of(num handle)
{
	return (void *)(uintptr_t)handle;
}

static unsigned long
start_in(struct fake_call *c, const char *function, num session)
{
	unsigned long rc = start(c, function);

	return !fake_handle_is(c, session_of(session), "session") && rc == OK ? BAD_SESSION : rc;
}

static num
p11_open_session(num slot, num flags, void *app, void *notify, num *session)
{
	struct fake_call c;
	unsigned long rc = start(&c, "C_OpenSession");
	const char *limit = fake_fault(&c, "session-limit");

	(void)app, (void)notify;
	fake_say(&c, " slot=%lu flags=%lx", slot, flags);
	if (rc == OK && limit != NULL && sessions == (unsigned)(*limit - '0'))
		rc = TOO_MANY;
	if (rc == OK && slot != 17 && slot != 18)
		rc = SLOT_INVALID;
	if (rc == OK) {
		sessions++;
		*session = (num)(uintptr_t)fake_handle_new(&c, "session", NULL);
	}
	return fake_end(&c, rc);
}

static num
p11_close_session(num session)
{
	struct fake_call c;
	unsigned long rc = start(&c, "C_CloseSession");

	if (fake_handle_free(&c, session_of(session), "session"))
		sessions--;
	else
		rc = BAD_SESSION;
	if (sessions == 0)
		fake_log_out();
	return fake_end(&c, rc);
}

static num
p11_login(num session, num user, uint8_t *pin, num len)
{
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_Login", session);
	bool own = fake_fault(&c, "protected-path") != NULL;
	unsigned left;

	fake_say(&c, " user=%lu%s", user, pin == NULL ? " null" : "");
	if (rc == OK && fake_fault(&c, "already-logged-in") != NULL)
		rc = LOGGED_IN;
	else if (rc == OK)
		switch (fake_try_pin(&c, own ? "123456" : (char *)pin, own ? 6 : len, &left)) {
		case FAKE_PIN_OK:
			fake_say(&c, " new=login:1");
			break;
		case FAKE_PIN_WRONG:
			rc = PIN_WRONG;
			break;
		case FAKE_PIN_LENGTH:
			rc = PIN_LENGTH;
			break;
		default:
			rc = PIN_LOCKED;
		}
	return fake_end(&c, rc);
}

static num
p11_logout(num session)
{
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_Logout", session);

	fake_say(&c, " free=login:1");
	fake_log_out();
	return fake_end(&c, rc);
}

/* ---- objects: 1..3 private key, public key, certificate; 11..13 those of the other
 * pair; 21 the private key once more ---- */

static bool
may_use(const struct fake_call *c)
{
	return fake_fault(c, "login-not-needed") != NULL || fake_logged_in(c);
}

static bool
exists(const struct fake_call *c, num object)
{
	bool pair = fake_fault(c, "two-pairs") != NULL;

	switch (object) {
	case 1: return may_use(c) && fake_fault(c, "no-key") == NULL;
	case 2: return fake_fault(c, "pub-absent") == NULL;
	case 3: return fake_fault(c, "cert-absent") == NULL;
	case 11: return pair && may_use(c);
	case 12: return pair && fake_fault(c, "pub-absent") == NULL;
	case 13: return pair;
	case 21: return fake_fault(c, "two-keys") != NULL && may_use(c);
	default: return false;
	}
}

static num
class_of(num object)
{
	return object % 10 == 1 ? PRIVATE : object % 10 == 2 ? PUBLIC : CERTIFICATE;
}

static size_t
put_number(num v, uint8_t *out)
{
	memcpy(out, &v, sizeof(v));
	return sizeof(v);
}

/* OCTET STRING of the point, or the point alone. */
static size_t
put_point(const struct fake_call *c, enum fake_pair pair, uint8_t *out)
{
	size_t n = 0;

	if (fake_fault(c, "point-bare-65") == NULL) {
		out[n++] = 0x04;
		out[n++] = 65;
	}
	out[n++] = 0x04;
	return fake_point(c, pair, out + n) ? n + 64 : 0;
}

static size_t
put_cert(const struct fake_call *c, enum fake_pair pair, uint8_t *out)
{
	static const char head[] = "-----BEGIN CERTIFICATE-----\n";
	static const char tail[] = "\n-----END CERTIFICATE-----\n";
	static uint8_t der[FAKE_CERT_MAX];
	size_t n = fake_cert(c, pair, der, 40000), used = sizeof(head) - 1;

	if (fake_fault(c, "cert-pem") != NULL) {
		memcpy(out, head, used);
		used += (size_t)EVP_EncodeBlock(out + used, der, (int)n);
		memcpy(out + used, tail, sizeof(tail) - 1);
		return used + sizeof(tail) - 1;
	}
	if (fake_fault(c, "cert-garbage") != NULL)
		memset(der, 0x5a, n);
	memcpy(out, der, n);
	return n;
}

static size_t
put_key_attribute(const struct fake_call *c, num object, num type, uint8_t *out)
{
	enum fake_pair pair = object < 10 || object > 20 ? FAKE_SIGN : FAKE_ENC;
	bool hidden = class_of(object) == PRIVATE && fake_fault(c, "pub-hidden") != NULL;

	switch (type) {
	case 0x100:
		if (fake_fault(c, "key-type-absent") != NULL)
			return 0;
		return put_number(is_rsa() ? 0 : fake_fault(c, "key-ckk-ec") != NULL ? 3 :
		    profile_number("ckk=", 0x80000004), out);
	case 0x108:
		out[0] = fake_fault(c, "key-no-sign") == NULL;
		return 1;
	case 0x202:
		out[0] = fake_fault(c, "always-authenticate") != NULL;
		return 1;
	case 0x120:
		return hidden ? 0 : fake_modulus(pair, out, 1024);
	case 0x122:
		memcpy(out, "\1\0\1", 3);
		return hidden || !is_rsa() ? 0 : 3;
	case 0x181:
		return hidden || is_rsa() ? 0 : put_point(c, pair, out);
	default:
		return 0;
	}
}

/* 0: it has no such attribute. */
static size_t
put_attribute(const struct fake_call *c, num object, num type, uint8_t *out)
{
	enum fake_pair pair = object < 10 || object > 20 ? FAKE_SIGN : FAKE_ENC;
	bool cert = class_of(object) == CERTIFICATE;

	if (type == 0)
		return put_number(class_of(object), out);
	if (type == 3) {
		put_text(out, 10, pair == FAKE_SIGN ? "signing" : "encryption");
		return pair == FAKE_SIGN ? 7 : 10;
	}
	if (type == 0x102) {
		out[0] = 0xa0;
		out[1] = object == 21 ? 3 : pair == FAKE_SIGN ? 1 : 2;
		return fake_fault(c, "id-absent") != NULL ||
		    (cert && fake_fault(c, "cert-by-label") != NULL) ? 0 : 2;
	}
	if (!cert)
		return put_key_attribute(c, object, type, out);
	return type == 0x11 ? put_cert(c, pair, out) : 0;
}

static bool
is_like(const struct fake_call *c, num object, const struct attribute *t, num n)
{
	static uint8_t value[FAKE_CERT_MAX];
	num i;

	if (!exists(c, object))
		return false;
	for (i = 0; i < n; i++)
		if (put_attribute(c, object, t[i].type, value) != t[i].len ||
		    memcmp(value, t[i].value, t[i].len) != 0)
			return false;
	return true;
}

static struct {
	num found[8];
	size_t n, given;
	bool active;
} search;

static num
p11_find_init(num session, struct attribute *t, num n)
{
	static const num all[] = { 1, 2, 3, 11, 12, 13, 21 };
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_FindObjectsInit", session);
	size_t i;

	if (rc == OK && search.active)
		rc = ACTIVE;
	if (rc == OK) {
		memset(&search, 0, sizeof(search));
		search.active = true;
		fake_say(&c, " new=search:1");
		for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
			if (is_like(&c, all[i], t, n))
				search.found[search.n++] = all[i];
	}
	return fake_end(&c, rc);
}

static num
p11_find(num session, num *out, num max, num *n)
{
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_FindObjects", session);

	if (rc == OK)
		for (*n = 0; *n < max && search.given < search.n; (*n)++)
			out[*n] = search.found[search.given++];
	if (fake_fault(&c, "find-lies") != NULL)
		*n = 1000;
	return fake_end(&c, rc);
}

static num
p11_find_final(num session)
{
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_FindObjectsFinal", session);

	search.active = false;
	fake_say(&c, " free=search:1");
	return fake_end(&c, rc);
}

static num
p11_get_attribute(num session, num object, struct attribute *t, num n)
{
	static uint8_t value[FAKE_CERT_MAX];
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_GetAttributeValue", session);
	size_t len = rc == OK ? put_attribute(&c, object, t->type, value) : 0;

	fake_say(&c, " object=%lu type=%lx n=%lu", object, t->type, n);
	if (rc == OK && len == 0) {
		rc = NO_ATTRIBUTE;
		t->len = (num)-1;
	} else if (rc == OK && t->value != NULL && t->len < len) {
		rc = TOO_SMALL;
		t->len = (num)-1;
	} else if (rc == OK) {
		if (t->value != NULL)
			memcpy(t->value, value, len);
		t->len = len;
		if (t->type == 0x11 && fake_fault(&c, "cert-huge") != NULL)
			t->len = 1 << 24;
		if (t->value != NULL && fake_fault(&c, "attribute-lies") != NULL)
			t->len = 1 << 20;
	}
	return fake_end(&c, rc);
}

/* ---- signing: what a session is at is its text ---- */

static bool
is_parameter_right(const struct mechanism *m)
{
	if (profile_is("param=id"))
		return m->len == 16 && memcmp(m->parameter, "1234567812345678", 16) == 0;
	return profile_is("param=z") ? m->len == 32 : m->len == 0 && m->parameter == NULL;
}

static num
p11_sign_init(num session, struct mechanism *m, num key)
{
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_SignInit", session);
	char text[100];
	size_t i, n;

	fake_say(&c, " mechanism=%lx parameter=%lu key=%lu", m->type, m->len, key);
	if (rc == OK && *fake_handle_text(session_of(session)) != '\0')
		rc = ACTIVE;
	if (rc == OK && !may_use(&c))
		rc = NOT_LOGGED_IN;
	if (rc == OK && !is_rsa() && m->type != profile_number("ckm=", 0x80008104))
		rc = NO_MECHANISM;
	if (rc == OK && !is_rsa() && !is_parameter_right(m))
		rc = BAD_PARAMETER;
	if (rc == OK) {
		n = (size_t)snprintf(text, sizeof(text), "%lx %lx ", m->type, key);
		for (i = 0; i < m->len && m->len == 32; i++)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%02x",
			    ((uint8_t *)m->parameter)[i]);
		fake_handle_name(session_of(session), text);
	}
	return fake_end(&c, rc);
}

static size_t
rsa_value(const struct fake_call *c, num type, const uint8_t *data, num n, uint8_t *out)
{
	uint8_t info[51] = { 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65,
		0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };

	if (type == RSA_PKCS)
		return fake_rsa_sign(c, data, n, out, 1024);
	EVP_Q_digest(NULL, "SHA256", NULL, data, n, info + 19, NULL);
	return fake_rsa_sign(c, info, sizeof(info), out, 1024);
}

/* By the Z that was given. */
static bool
digest_with(const char *hex, const uint8_t *data, num n, uint8_t e[32])
{
	uint8_t *in = malloc(32 + n);
	size_t i;
	unsigned v = 0;
	bool good = in != NULL;

	for (i = 0; good && i < 32; i++) {
		good = sscanf(hex + 2 * i, "%2x", &v) == 1;
		in[i] = (uint8_t)v;
	}
	if (good) {
		memcpy(in + 32, data, n);
		good = EVP_Q_digest(NULL, "SM3", NULL, in, 32 + n, e, NULL) == 1;
	}
	free(in);
	return good;
}

static size_t
sm2_value(const struct fake_call *c, const char *z, const uint8_t *data, num n, uint8_t *out)
{
	uint8_t e[32], rs[64];

	if (!profile_is("in=message")) {
		if (n != 32)
			return 0;
		memcpy(e, data, 32);
	} else if (profile_is("param=z") ? !digest_with(z, data, n, e) :
	    !fake_digest(FAKE_SIGN, data, n, e))
		return 0;
	if (!fake_sm2_sign(c, e, 32, rs))
		return 0;
	if (profile_is("out=der"))
		return fake_der(c, rs, out);
	memcpy(out, rs, 64);
	return 64;
}

static unsigned long
sign(struct fake_call *c, void *session, const uint8_t *data, num n, uint8_t *out, num *len)
{
	const char *text = fake_handle_text(session);
	uint8_t value[1024];
	char *end;
	num type, room = *len, key;
	size_t made;

	fake_say(c, " n=%lu room=%lu%s", n, room, out == NULL ? " null" : "");
	if (*text == '\0')
		return NOT_ACTIVE;
	type = strtoul(text, &end, 16);
	key = strtoul(end, &end, 16);
	if (fake_fault(c, "buffer-small-first") != NULL && c->n % 2 == 1) {
		*len = 64;
		return TOO_SMALL;
	}
	if (!may_use(c) || key != 1)
		return NOT_LOGGED_IN;
	fake_wait(c);
	made = is_rsa() ? rsa_value(c, type, data, n, value) : sm2_value(c, end + 1, data, n, value);
	if (made == 0)
		return DATA_LEN;
	*len = made - (fake_fault(c, "sig-short") != NULL);
	/* A value for the question how long it is: a nonce more, and another value after. */
	if (out == NULL)
		return OK;
	if (room < made)
		return TOO_SMALL;
	if (fake_fault(c, "sig-partial-write") == NULL)
		memcpy(out, value, made);
	if (fake_fault(c, "sig-len-lies") != NULL)
		*len = 1 << 20;
	return OK;
}

static num
p11_sign(num session, uint8_t *data, num n, uint8_t *out, num *len)
{
	bool alone = fake_busy_enter(session_of(session));
	struct fake_call c;
	unsigned long rc = start_in(&c, "C_Sign", session);

	if (!alone)
		fake_say(&c, " bad=concurrent");
	if (rc == OK)
		rc = alone ? sign(&c, session_of(session), data, n, out, len) : FAILED;
	/* What is too small does not end it, all else does. */
	if (rc != TOO_SMALL && rc != BAD_SESSION && out != NULL)
		fake_handle_name(session_of(session), "");
	rc = fake_end(&c, rc);
	if (alone)
		fake_busy_leave(session_of(session));
	return rc;
}

/* ---- the list ---- */

#define AT(place, fn) list.f[place] = (void (*)(void))(fn)
static struct {
	struct version version;
	void         (*f[68])(void);
} list;

FAKE_API num C_GetFunctionList(void **out);
FAKE_API num
C_GetFunctionList(void **out)
{
	struct fake_call c;
	bool sound = fake_begin(&c, "C_GetFunctionList");

	list.version.major = fake_fault(&c, "version-bad") != NULL ? 1 : 2;
	list.version.minor = 40;
	AT(0, p11_initialize);
	AT(1, p11_finalize);
	AT(2, p11_get_info);
	AT(3, C_GetFunctionList);
	AT(4, p11_get_slot_list);
	AT(6, p11_get_token_info);
	AT(7, p11_get_mechanism_list);
	AT(12, p11_open_session);
	AT(13, p11_close_session);
	AT(18, p11_login);
	AT(19, p11_logout);
	AT(24, p11_get_attribute);
	AT(26, p11_find_init);
	AT(27, p11_find);
	AT(28, p11_find_final);
	AT(42, p11_sign_init);
#ifndef FAKE_ODD
	AT(43, p11_sign);
#else
	(void)p11_sign;
#endif
	*out = fake_fault(&c, "list-null") != NULL ? NULL : &list;
	return fake_end(&c, sound ? OK : GENERAL);
}

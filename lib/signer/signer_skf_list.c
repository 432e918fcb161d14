/* SPDX-License-Identifier: Apache-2.0 */
/*
 * signer_skf_list.c - names of devices, applications and containers: texts, each ended
 * by a NUL, and one more at the end (GM/T 0016-2012 7.1.2).  Makers keep to that as
 * they like; what is read is bounded by what was allocated.
 */
#include <stdlib.h>
#include <string.h>

#include "signer/signer_skf.h"

#define ROOM 4096             /* for one that does not tell sizes */
#define SIZE_MAX_ ((uint32_t)1 << 20)
#define ROUNDS 3              /* more names may come in between */
#define NAME_BYTES 255

static const char *const functions[] = { "SKF_EnumDev", "SKF_EnumApplication",
	"SKF_EnumContainer" };

const char *
eci_skf_level_name(enum eci_skf_level level)
{
	static const char *const names[] = { "device", "application", "container" };

	return names[level];
}

static uint32_t
call(const struct eci_skf *d, char *names, eci_skf_slot *size)
{
	eci_skf_num rc;

	if (d->n_open == ECI_SKF_DEVICE)
		rc = d->api.enum_dev(1, names, size);
	else if (d->n_open == ECI_SKF_APP)
		rc = d->api.enum_app(d->at[ECI_SKF_DEVICE], names, size);
	else
		rc = d->api.enum_con(d->at[ECI_SKF_APP], names, size);
	return eci_skf_code(rc);
}

/* Stops at what the device says it wrote, or at the second NUL. */
static ecert_err
split(ecert_ctx *ctx, const struct eci_skf *d, size_t used, struct eci_skf_list *out)
{
	const char *s = (const char *)out->text.ptr;
	size_t at, n;

	for (at = 0; at < used && s[at] != '\0'; at += n + 1) {
		n = strlen(s + at);
		if (n > NAME_BYTES || out->n == ECI_COUNT(out->v))
			return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
			    "%s gives a name of %zu bytes, or too many", functions[d->n_open], n);
		out->v[out->n++] = s + at;
	}
	return ECERT_OK;
}

/* Two more bytes than it says, all zero: the list ends there at the latest. */
static ecert_err
fill(ecert_ctx *ctx, const struct eci_skf *d, uint32_t room, struct eci_skf_list *out,
    uint32_t *code, uint32_t *size)
{
	eci_skf_slot slot = room;
	ecert_err e;

	eci_buf_free(&out->text);
	if ((e = eci_buf_room(ctx, &out->text, (size_t)room + 2)) != ECERT_OK)
		return e;
	memset(out->text.ptr, 0, (size_t)room + 2);
	*code = call(d, (char *)out->text.ptr, &slot);
	*size = (uint32_t)slot;
	return ECERT_OK;
}

/* Where there is no device, some say so by a code. */
static bool
means_none(const struct eci_skf *d, uint32_t code)
{
	return d->n_open == ECI_SKF_DEVICE && code == ECI_SKF_REMOVED;
}

ecert_err
eci_skf_list(ecert_ctx *ctx, const struct eci_skf *d, struct eci_skf_list *out)
{
	eci_skf_slot slot = 0;
	uint32_t code, size, room;
	ecert_err e;
	int i;

	memset(out, 0, sizeof(*out));
	code = call(d, NULL, &slot);
	size = (uint32_t)slot;
	/* Of two bytes it may be a name of one whose list has no end. */
	if (means_none(d, code) || (code == ECI_SKF_OK && size < 2))
		return ECERT_OK;
	/* The question for the size itself is refused by some. */
	room = code == ECI_SKF_OK || code == ECI_SKF_TOO_SMALL ? size : ROOM;
	for (i = 0; i < ROUNDS; i++) {
		if (room > SIZE_MAX_)
			return eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), ECI_SKF_STD,
			    "%s asks for %u bytes", functions[d->n_open], (unsigned)room);
		if ((e = fill(ctx, d, room, out, &code, &size)) != ECERT_OK)
			return e;
		if (code == ECI_SKF_OK)
			return split(ctx, d, size < room ? size : room, out);
		if (means_none(d, code))
			return ECERT_OK;
		if (code != ECI_SKF_TOO_SMALL)
			break;
		room = size > room ? size : 2 * room;
	}
	return eci_skf_failed(ctx, d, functions[d->n_open], code);
}

void
eci_skf_list_free(struct eci_skf_list *list)
{
	eci_buf_free(&list->text);
	list->n = 0;
}

/* Several, and which is meant only the user knows. */
static ecert_err
say_names(ecert_ctx *ctx, const struct eci_skf *d, const struct eci_skf_list *list)
{
	const char *what = eci_skf_level_name(d->n_open);
	struct eci_buf text = { 0 };
	ecert_err e = ECERT_OK;
	size_t i;

	for (i = 0; e == ECERT_OK && i < list->n; i++)
		if (i == 0 || (e = eci_buf_adds(ctx, &text, ", ")) == ECERT_OK)
			e = eci_escape(ctx, &text, list->v[i], strlen(list->v[i]));
	if (e == ECERT_OK)
		e = eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), NULL,
		    "there are several, and no %s was named: %s", what, (char *)text.ptr);
	eci_buf_free(&text);
	return e;
}

static const char *
the_usual(const struct eci_skf *d, const struct eci_skf_list *list)
{
	size_t i;

	for (i = 0; d->n_open == ECI_SKF_APP && d->maker->application != NULL && i < list->n; i++)
		if (strcmp(list->v[i], d->maker->application) == 0)
			return list->v[i];
	return list->n == 1 ? list->v[0] : NULL;
}

ecert_err
eci_skf_choose(ecert_ctx *ctx, const struct eci_skf *d, char **out)
{
	const char *what = eci_skf_level_name(d->n_open), *name;
	struct eci_skf_list list;
	ecert_err e;

	if ((name = eci_token_get(d->token, what)) != NULL)
		return eci_strdup(ctx, name, out);
	if ((e = eci_skf_list(ctx, d, &list)) != ECERT_OK)
		goto out;
	if ((name = the_usual(d, &list)) != NULL)
		e = eci_strdup(ctx, name, out);
	else if (list.n > 0)
		e = say_names(ctx, d, &list);
	else
		e = eci_reject(ctx, ECERT_R_KEY_BAD, eci_skf_where(d), NULL, "there is no %s", what);
out:
	eci_skf_list_free(&list);
	return e;
}

/* SPDX-License-Identifier: Apache-2.0 */
/* id_get.c - what an identifier says, and the fault of the last bad one. */
#include "id/id_priv.h"

#include <stdlib.h>
#include <string.h>

void
ecert_id_free(ecert_id *id)
{
	size_t i;

	if (id == NULL)
		return;
	for (i = 0; i < ECI_ID_PARTS; i++)
		free(id->part[i]);
	for (i = 0; i < id->n_dev; i++)
		free(id->dev[i].text);
	free(id->dev);
	free(id->text);
	free(id->ascii);
	free(id);
}

const char *
ecert_id_fault_component(const ecert_ctx *ctx)
{
	const char *s = eci_get_fault(ctx)->component;

	return s != NULL ? s : "";
}

size_t
ecert_id_fault_position(const ecert_ctx *ctx)
{
	return eci_get_fault(ctx)->position;
}

const char *
ecert_id_fault_rule(const ecert_ctx *ctx)
{
	const char *s = eci_get_fault(ctx)->rule;

	return s != NULL ? s : "";
}

const char *
ecert_id_text(const ecert_id *id)
{
	return id->text;
}

const char *
ecert_id_ascii(const ecert_id *id)
{
	return id->ascii;
}

const char *
ecert_id_root(const ecert_id *id)
{
	return id->part[ECI_ID_ROOT];
}

ecert_type
ecert_id_type(const ecert_id *id)
{
	return id->type;
}

const char *
ecert_id_issuer(const ecert_id *id)
{
	return id->part[ECI_ID_ISSUER];
}

const char *
ecert_id_authority(const ecert_id *id)
{
	return id->part[ECI_ID_AUTHORITY];
}

const char *
ecert_id_serial(const ecert_id *id)
{
	return id->part[ECI_ID_SERIAL];
}

unsigned
ecert_id_revision(const ecert_id *id)
{
	return id->revision;
}

const char *
ecert_id_separator(const ecert_id *id)
{
	return id->separator;
}

int
ecert_id_root_known(const ecert_id *id)
{
	return id->root_known;
}

size_t
ecert_id_deviation_count(const ecert_id *id)
{
	return id->n_dev;
}

const char *
ecert_id_deviation_code(const ecert_id *id, size_t i)
{
	return i < id->n_dev ? id->dev[i].code : NULL;
}

const char *
ecert_id_deviation_text(const ecert_id *id, size_t i)
{
	return i < id->n_dev ? id->dev[i].text : NULL;
}

/* The canonical form is one to one with the components. */
int
ecert_id_equal(const ecert_id *a, const ecert_id *b)
{
	return strcmp(a->text, b->text) == 0;
}

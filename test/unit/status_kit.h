/* SPDX-License-Identifier: Apache-2.0 */
/* status_kit.h - lists of what became of things, read and signed at KIT_NOW. */
#ifndef STATUS_KIT_H
#define STATUS_KIT_H

#include <stdlib.h>

#include "seal_kit.h"

#include "status/status_priv.h"

#define SEALS_HEAD "{\"format\":\"libecert-status-1\",\"kind\":\"seals\",\"number\":7,\"entries\":["
#define CERTS_HEAD "{\"format\":\"libecert-status-1\",\"kind\":\"certificates\",\"number\":7," \
	"\"next\":\"2026-02-01T00:00:00Z\",\"entries\":["
#define TAIL "]}"
#define SEAL_LIST(entries) SEALS_HEAD entries TAIL
#define CERT_LIST(entries) CERTS_HEAD entries TAIL
/* An entry without its first brace and last. */
#define LOST "\"id\":\"33010600000001\",\"state\":\"lost\",\"since\":\"2025-06-01T08:00:00Z\""
#define REVOKED "\"id\":\"33010600000001\",\"state\":\"revoked\",\"since\":\"2025-06-01T08:00:00Z\""
/* The last part is the revision. */
#define ID_OF(serial) "2.25.4711.1.2•7•12345678X•CNAS L0001•" serial "•0"
#define VOIDED "\"id\":\"" ID_OF("S1") "\",\"state\":\"void\",\"since\":\"2025-06-01T08:00:00Z\""
#define MORE "\"id\":\"" ID_OF("S1") "\",\"state\":\"supplemented\",\"since\":\"2025-06-01T08:00:00Z\""

/* As a reader takes it from a list signed at KIT_NOW; *out NULL when refused. */
static inline ecert_err
status_read_n(ecert_ctx *ctx, const char *text, size_t len, ecert_status **out)
{
	ecert_status *list = calloc(1, sizeof(*list));
	ecert_err e = ECERT_E_NOMEM;

	*out = NULL;
	if (list != NULL && (e = eci_strdup(ctx, "list", &list->name)) == ECERT_OK)
		e = eci_status_read(ctx, list->name, KIT_NOW, text, len, list);
	if (e == ECERT_OK) {
		*out = list;
		list = NULL;
	}
	ecert_status_free(list);
	return e;
}

static inline ecert_err
status_read(ecert_ctx *ctx, const char *text, ecert_status **out)
{
	return status_read_n(ctx, text, strlen(text), out);
}

/* A flaw and what is said of it after "list: ". */
struct status_flaw {
	const char *name, *text, *message;
};

static inline void
status_flaws(const struct status_flaw *rows, size_t n)
{
	ecert_ctx *ctx = kit_ctx();
	ecert_status *list = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		unit_case("refused: %s", rows[i].name);
		CHECK_ERR(ctx, status_read(ctx, rows[i].text, &list), ECERT_E_CONFIG);
		CHECK(list == NULL);
		CHECK_STR(ecert_errmsg(ctx), rows[i].message);
		ecert_status_free(list);
	}
}

/* A signed list as DER. */
static inline struct eci_bytes
status_signed(ecert_ctx *ctx, const char *text, const ecert_signer *pen)
{
	struct eci_bytes der = { NULL, 0 };
	uint8_t *p = NULL;

	CHECK_OK(ctx, ecert_status_make(ctx, text, strlen(text), pen, &p, &der.len));
	der.ptr = p;
	return der;
}

#endif

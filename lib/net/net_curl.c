/* SPDX-License-Identifier: Apache-2.0 */
/*
 * net_curl.c - libcurl is loaded when a caller asks for the network, not linked:
 * it brings some twenty libraries along, whose loading would cost every run of
 * every tool more than signing and verifying a certificate does, and few runs
 * need it.
 */
#include <dlfcn.h>
#include <string.h>

#include "net/net_priv.h"

#define NAME "libcurl.so.4"

static const struct {
	const char *name;
	size_t      at;
} names[] = {
	{ "curl_global_init", offsetof(struct eci_curl, global_init) },
	{ "curl_global_cleanup", offsetof(struct eci_curl, global_cleanup) },
	{ "curl_easy_init", offsetof(struct eci_curl, init) },
	{ "curl_easy_cleanup", offsetof(struct eci_curl, cleanup) },
	{ "curl_easy_reset", offsetof(struct eci_curl, reset) },
	{ "curl_easy_setopt", offsetof(struct eci_curl, setopt) },
	{ "curl_easy_perform", offsetof(struct eci_curl, perform) },
	{ "curl_easy_getinfo", offsetof(struct eci_curl, getinfo) },
	{ "curl_easy_strerror", offsetof(struct eci_curl, strerror) },
	{ "curl_slist_append", offsetof(struct eci_curl, append) },
	{ "curl_slist_free_all", offsetof(struct eci_curl, free_all) },
};

ecert_err
eci_curl_load(ecert_ctx *ctx, struct eci_curl *out)
{
	struct eci_curl curl = { 0 };
	size_t i;

	/* NODELETE: what it started, a thread that resolves a name, may outlive its
	 * last handle. */
	if ((curl.lib = dlopen(NAME, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)) == NULL)
		return eci_fail(ctx, ECERT_E_UNSUPPORTED,
		    "the network needs " NAME ", which is not installed or cannot be loaded");
	for (i = 0; i < ECI_COUNT(names); i++) {
		/* POSIX: what dlsym() gives can be made a pointer to a function. */
		void *p = dlsym(curl.lib, names[i].name);

		if (p == NULL) {
			dlclose(curl.lib);
			return eci_fail(ctx, ECERT_E_UNSUPPORTED,
			    NAME ": no %s: not a version that can be used", names[i].name);
		}
		memcpy((char *)&curl + names[i].at, &p, sizeof(p));
	}
	if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		dlclose(curl.lib);
		return eci_fail(ctx, ECERT_E_UNSUPPORTED, NAME ": cannot be started");
	}
	*out = curl;
	return ECERT_OK;
}

void
eci_curl_unload(struct eci_curl *curl)
{
	if (curl->lib == NULL)
		return;
	curl->global_cleanup();
	dlclose(curl->lib);
	curl->lib = NULL;
}

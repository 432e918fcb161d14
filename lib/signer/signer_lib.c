/* SPDX-License-Identifier: Apache-2.0 */
/* signer_lib.c - the library of a device's maker, loaded when it is asked for. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "signer/signer_priv.h"

struct eci_lib {
	void *handle;
};

/*
 * LOCAL: makers all export the same names.  NODELETE: they start threads and register
 * functions to be called at exit, and few were ever unloaded by anyone.
 */
ecert_err
eci_lib_open(ecert_ctx *ctx, const char *path, struct eci_lib **out)
{
	struct eci_buf shown = { 0 };
	struct eci_lib *lib;
	const char *why;
	ecert_err e;

	*out = NULL;
	if ((lib = calloc(1, sizeof(*lib))) == NULL)
		return eci_nomem(ctx);
	if ((lib->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)) == NULL) {
		free(lib);
		/* glibc keeps it per thread, and names the file in it. */
		if ((why = dlerror()) == NULL)
			why = "no reason given";
		if ((e = eci_escape(ctx, &shown, why, strlen(why))) == ECERT_OK)
			e = eci_reject(ctx, ECERT_R_KEY_BAD, path, NULL, "cannot be loaded: %s",
			    (char *)shown.ptr);
		eci_buf_free(&shown);
		return e;
	}
	*out = lib;
	return ECERT_OK;
}

void
eci_lib_close(struct eci_lib *lib)
{
	if (lib == NULL)
		return;
	dlclose(lib->handle);
	free(lib);
}

/* POSIX: what dlsym() gives can be made a pointer to a function. */
void (*
eci_lib_sym(const struct eci_lib *lib, const char *name))(void)
{
	void *p = dlsym(lib->handle, name);
	void (*fn)(void) = NULL;

	memcpy(&fn, &p, sizeof(fn));
	return fn;
}

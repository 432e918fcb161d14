# SPDX-License-Identifier: Apache-2.0
# The policies given, as the C tables that lib/rules/rules_builtin.c includes.
FNR == 1 {
	if (n)
		print "\t;"
	name[++n] = FILENAME
	sub(/.*\//, "", name[n])
	sub(/\.policy$/, "", name[n])
	printf "static const char policy_%d[] =\n", n
}
{
	gsub(/["\\]/, "\\\\&")
	printf "\t\"%s\\n\"\n", $0
}
END {
	print "\t;"
	print "static const struct { const char *name, *text; } policies[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{ \"%s\", policy_%d },\n", name[i], i
	print "};"
}

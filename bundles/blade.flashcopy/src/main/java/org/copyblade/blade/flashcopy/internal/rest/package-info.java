/** Speaks the REST interfaces of a DS8000 and of Storage Virtualize over TLS: login, renewal, limits of time, answers that are checked. */
package org.copyblade.blade.flashcopy.internal.rest;

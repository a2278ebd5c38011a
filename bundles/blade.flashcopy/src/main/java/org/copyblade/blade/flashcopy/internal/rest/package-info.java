/** Speaks the RESTful API of a DS8000 over TLS: login, renewal, limits of time, answers that are checked. */
package org.copyblade.blade.flashcopy.internal.rest;

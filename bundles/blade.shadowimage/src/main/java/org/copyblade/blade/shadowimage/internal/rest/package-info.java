/** Speaks the Configuration Manager REST API over TLS: sessions, jobs, limits of time, answers that are checked. */
package org.copyblade.blade.shadowimage.internal.rest;

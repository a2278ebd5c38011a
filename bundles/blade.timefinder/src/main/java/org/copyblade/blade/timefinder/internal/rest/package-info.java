/** Speaks the REST API of Unisphere for PowerMax over TLS: limits of time, answers that are checked, jobs. */
package org.copyblade.blade.timefinder.internal.rest;

/** Copies volumes of a PowerMax by TimeFinder. */
package org.copyblade.blade.timefinder.internal;

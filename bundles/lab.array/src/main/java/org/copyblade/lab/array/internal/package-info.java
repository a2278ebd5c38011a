/** The array itself: journal, files, copy-on-write, background copy, freeze. */
package org.copyblade.lab.array.internal;

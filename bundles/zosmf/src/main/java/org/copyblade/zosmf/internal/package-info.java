/** How one request gets to z/OSMF and its answer back. */
package org.copyblade.zosmf.internal;

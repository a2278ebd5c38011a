/** Copies directory trees file by file: by reflink where the filesystem can, else byte by byte through the host. */
package org.copyblade.blade.reflink.internal;

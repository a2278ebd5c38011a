/**
 * What host blades need of the Linux kernel and the Java library does not offer: reflinks, exact metadata, extents,
 * exchanging renames and the mount table.
 *
 * <p>{@link org.copyblade.linux.FileCalls} makes the calls with buffers of its own, one object per thread at work.
 * {@link org.copyblade.linux.MountTable} is a snapshot of what is mounted. Names of files are bytes to the kernel; they
 * travel as <em>raw names</em>, see {@link org.copyblade.linux.RawName}. Errors are
 * {@link org.copyblade.linux.ErrnoException} with the number that the kernel gave. Called by host blades; implemented here
 * only. For 64-bit Linux on x86-64 and aarch64.
 */
@Export
@Version("1.0.0")
package org.copyblade.linux;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

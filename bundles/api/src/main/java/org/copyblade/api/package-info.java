/**
 * What operators and programs may ask of the Data Copy Manager.
 *
 * <p>Small services, all implemented by the manager and called by shell, web and health: {@link
 * org.copyblade.api.Profiles} (what is to be protected and how), {@link org.copyblade.api.Backups}, {@link
 * org.copyblade.api.Restores}, {@link org.copyblade.api.Runs} (work under way and done), {@link
 * org.copyblade.api.Systems}, {@link org.copyblade.api.Blades}, {@link org.copyblade.api.Reconciliation}. Work that
 * changes copies or systems is a <em>run</em>: a call answers its id at once, and {@link org.copyblade.api.Runs} tells how
 * it goes on. A run outlives its caller. Checks and looks run on the caller's thread and may take minutes; each says so.
 *
 * <p>Everything returned is an immutable value. Every error is a {@link org.copyblade.api.CopybladeException} with a code
 * of {@link org.copyblade.api.ErrorCode}. All services may be called from many threads.
 */
@Export
@Version("1.6.0")
package org.copyblade.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

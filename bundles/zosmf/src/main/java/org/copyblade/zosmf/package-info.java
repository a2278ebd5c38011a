/**
 * A small client of the z/OSMF REST interfaces: jobs, console, data sets. {@link org.copyblade.zosmf.Zosmf} is one server.
 *
 * <p>Every request is sent once. The one exception is a request whose token was refused: it was not carried out, and is sent
 * once more after one new login. An answer that never came is told apart from one that says no, by
 * {@link org.copyblade.zosmf.ZosmfException#recovery()}; whether to ask or to repeat is the caller's decision, since only the
 * caller knows what can be repeated.
 *
 * <p>Threads: all types may be used from any thread. Errors: {@link org.copyblade.zosmf.ZosmfException} only. Times are those
 * of {@link System#nanoTime()}.
 *
 * <p>Source: IBM Documentation, z/OSMF Programming Guide: "z/OS jobs REST interface", "z/OS data set and file REST
 * interface", "z/OS console services", "z/OSMF authentication services".
 */
@Export
@Version("1.0.0")
package org.copyblade.zosmf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

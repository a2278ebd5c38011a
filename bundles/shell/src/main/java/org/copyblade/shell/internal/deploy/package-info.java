/** Tells what became of each file in deploy/: File Install itself is silent about jars it cannot use. */
package org.copyblade.shell.internal.deploy;

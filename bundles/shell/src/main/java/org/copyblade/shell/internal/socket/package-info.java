/** The control socket: serves the same Gogo commands to scripts and people, with output, errors and exit status apart. */
package org.copyblade.shell.internal.socket;

/** The frames both ends of the control socket exchange; the shell bundle carries its own copy of this package. */
package org.copyblade.launcher.protocol;

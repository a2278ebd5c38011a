/** The face as a service, and the small programs of z/OS. */
package org.copyblade.lab.zosmf.internal;

/** The face as a service. */
package org.copyblade.lab.zosmf.internal;

/** The protected systems that are there now. */
package org.copyblade.manager.internal.system;

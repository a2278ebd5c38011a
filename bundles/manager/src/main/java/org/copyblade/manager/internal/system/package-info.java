/** The protected systems that are there now, and what can be seen of them. */
package org.copyblade.manager.internal.system;

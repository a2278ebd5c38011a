/** How well each system is protected, and what is there to protect it. */
package org.copyblade.manager.internal.status;

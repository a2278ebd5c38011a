/** The copy blades that are there now. */
package org.copyblade.manager.internal.blade;

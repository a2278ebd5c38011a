/** Ends copies, and keeps the recovery control of their system in line with it. */
package org.copyblade.manager.internal.withdraw;

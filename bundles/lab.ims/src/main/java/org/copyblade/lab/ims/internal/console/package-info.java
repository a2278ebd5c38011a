/** Commands of the operator and what a member answers. */
package org.copyblade.lab.ims.internal.console;

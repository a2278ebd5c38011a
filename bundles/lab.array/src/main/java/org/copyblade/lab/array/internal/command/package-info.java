/** The commands by which people drive a lab that runs alone. */
package org.copyblade.lab.array.internal.command;

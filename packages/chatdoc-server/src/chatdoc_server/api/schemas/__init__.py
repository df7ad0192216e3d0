"""What goes over the wire. Names, types and limits are those that clients of the hosted service rely on."""

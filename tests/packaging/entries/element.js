import "alter-connect/element";

locals {
  text = "${var.names"
}

locals {
  "x": 1
}

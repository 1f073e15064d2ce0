REM What people do to the exported checklist, done by LibreOffice. Columns from 0: phase 0, task 1, benchmark 2, who 3,
REM person 4, due 5, status 6, blocked by 7, done on 8, hours 9, note 10, code 11, version 12. Rows from 0: header 2.

Function Prop(sName As String, vValue)
    Dim oProp As New com.sun.star.beans.PropertyValue
    oProp.Name = sName
    oProp.Value = vValue
    Prop = oProp
End Function

Function Opened(sPath As String)
    Opened = StarDesktop.loadComponentFromURL(ConvertToURL(sPath), "_blank", 0, Array(Prop("Hidden", True)))
End Function

Sub Store(oDoc, sPath As String, sFilter As String)
    oDoc.storeToURL(ConvertToURL(sPath), Array(Prop("FilterName", sFilter)))
    oDoc.close(True)
End Sub

Function RowOf(oSheet, sCode As String) As Long
    Dim nRow As Long, nColumn As Long
    For nColumn = 0 To 16
        For nRow = 0 To 60
            If oSheet.getCellByPosition(nColumn, nRow).String = sCode Then
                RowOf = nRow
                Exit Function
            End If
        Next
    Next
    RowOf = -1
End Function

Sub SortedByDate(oSheet, nLast As Long)
    Dim aFields(0) As New com.sun.star.table.TableSortField
    aFields(0).Field = 5
    aFields(0).IsAscending = True
    oSheet.getCellRangeByPosition(0, 3, 12, nLast).sort(Array(Prop("SortFields", aFields()), Prop("ContainsHeader", False)))
End Sub

Sub MoveColumn(oSheet, nFrom As Long, nTo As Long, nLast As Long)
    Dim oTarget As New com.sun.star.table.CellAddress
    oSheet.Columns.insertByIndex(nTo, 1)
    If nFrom >= nTo Then nFrom = nFrom + 1
    oTarget.Sheet = 0
    oTarget.Column = nTo
    oTarget.Row = 2
    oSheet.moveRange(oTarget, oSheet.getCellRangeByPosition(nFrom, 2, nFrom, nLast).RangeAddress)
    oSheet.Columns.removeByIndex(nFrom, 1)
End Sub

Sub Main(sFolder As String)
    Dim oDoc, oSheet, nLast As Long, nRow As Long
    Const XLSX = "Calc MS Excel 2007 XML"
    nLast = 17

    REM sorted by date, two cells changed
    oDoc = Opened(sFolder & "/base.xlsx")
    oSheet = oDoc.Sheets.getByIndex(0)
    SortedByDate(oSheet, nLast)
    oSheet.getCellByPosition(5, RowOf(oSheet, "C02")).String = "12.3.2027"
    oSheet.getCellByPosition(10, RowOf(oSheet, "C05")).String = "after sorting"
    Store(oDoc, sFolder & "/made-sorted.xlsx", XLSX)

    REM columns moved and hidden, one column added
    oDoc = Opened(sFolder & "/base.xlsx")
    oSheet = oDoc.Sheets.getByIndex(0)
    MoveColumn(oSheet, 5, 0, nLast)
    MoveColumn(oSheet, 10, 3, nLast)
    oSheet.getCellByPosition(13, 2).String = "Telephone"
    nRow = RowOf(oSheet, "C01")
    oSheet.getCellByPosition(13, nRow).String = "044 123"
    oSheet.getCellByPosition(14, 2).String = "Visited on"
    oSheet.getCellByPosition(14, nRow).FormulaLocal = "2027-02-03"
    oSheet.Columns.getByIndex(2).IsVisible = False
    Store(oDoc, sFolder & "/made-columns.xlsx", XLSX)

    REM rows added, deleted, copied; statuses and dates as people type them
    oDoc = Opened(sFolder & "/base.xlsx")
    oSheet = oDoc.Sheets.getByIndex(0)
    oSheet.Rows.removeByIndex(RowOf(oSheet, "C03"), 1)
    nRow = RowOf(oSheet, "C07")
    oSheet.Rows.insertByIndex(nRow, 1)
    oSheet.getCellByPosition(0, nRow).String = "Logistics"
    oSheet.getCellByPosition(1, nRow).String = "Order flowers"
    oSheet.getCellByPosition(3, nRow).String = "Garden office"
    oSheet.getCellByPosition(4, nRow).String = "besnik kola"
    oSheet.getCellByPosition(5, nRow).String = "12 mars 2027"
    oSheet.getCellByPosition(6, nRow).String = "in progress"
    oSheet.getCellByPosition(6, RowOf(oSheet, "C01")).String = "done"
    oSheet.getCellByPosition(8, RowOf(oSheet, "C01")).String = "e martë 2.2.2027"
    oSheet.getCellByPosition(6, RowOf(oSheet, "C08")).String = "blocked"
    oSheet.getCellByPosition(7, RowOf(oSheet, "C08")).String = "no hall"
    oSheet.getCellByPosition(4, RowOf(oSheet, "C09")).String = "Artan Hoxa"
    oSheet.getCellByPosition(5, RowOf(oSheet, "C10")).String = "soon"
    Store(oDoc, sFolder & "/made-rows.xlsx", XLSX)

    REM filtered rows hidden, headings and words in the other language, through an OpenDocument file
    oDoc = Opened(sFolder & "/base.xlsx")
    oSheet = oDoc.Sheets.getByIndex(0)
    oSheet.getCellByPosition(1, 2).String = "Detyra"
    oSheet.getCellByPosition(5, 2).String = "Data e përfundimit"
    oSheet.getCellByPosition(10, 2).String = "Shënim"
    oSheet.Rows.getByIndex(RowOf(oSheet, "C06")).IsVisible = False
    oSheet.getCellByPosition(10, RowOf(oSheet, "C06")).String = "hidden, and changed"
    oSheet.getCellByPosition(9, RowOf(oSheet, "C04")).Value = 2.5
    Store(oDoc, sFolder & "/way.ods", "calc8")
    oDoc = Opened(sFolder & "/way.ods")
    Store(oDoc, sFolder & "/made-ods.xlsx", XLSX)
End Sub

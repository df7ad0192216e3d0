"""The phrases of answers in Thai."""

from chatdoc_server.answering.phrases.model import Phrases

THAI = Phrases(
    opening="“",
    closing="”",
    lead="เอกสารระบุว่า:",
    closest="ข้อความในเอกสารที่ใกล้เคียงที่สุดคือ:",
    selected="ข้อความที่เลือกระบุว่า:",
    not_stated="เอกสารไม่ได้ระบุเรื่องนี้",
    period_not_stated="เอกสารไม่ได้ระบุ {item} สำหรับปี {period}",
    nearest="ข้อความที่ใกล้เคียงที่สุดระบุว่า:",
    inputs="เอกสารไม่ได้ระบุผลลัพธ์โดยตรง ตัวเลขที่ใช้คำนวณมีดังนี้:",
    compared="เอกสารระบุตัวเลขเหล่านี้เคียงกัน:",
    missing_input="{item}: ไม่พบในตารางของเอกสาร",
    ambiguous="เอกสารระบุตัวเลขมากกว่าหนึ่งค่าสำหรับ {item} จึงไม่คำนวณ:",
    yes="ใช่",
    no="ไม่ใช่",
    rose="เพิ่มขึ้น",
    fell="ลดลง",
    unchanged="ไม่เปลี่ยนแปลง",
    average="ค่าเฉลี่ย",
    total="ผลรวม",
    positive="ค่าบวก",
    negative="ค่าลบ",
    only_documents="เมื่อไม่มีแบบจำลองภาษา คำตอบมาจากเอกสารเท่านั้น",
    fallback="ติดต่อแบบจำลองภาษาไม่ได้ คำตอบจึงยกมาจากเอกสาร ",
)
